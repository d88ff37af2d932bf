/** Word documents: headings, paragraphs, lists and tables, without comments, deletions and pictures. */
import { strToU8, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { ArticleError } from '../article-error.ts';
import { defined } from '../defined.ts';
import { isoDate } from '../iso-date.ts';
import { withFormulas } from './docx-math.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import type { ArticleLoader } from './loader.ts';
import { PLAIN, withoutTitleHeading, withoutTitleLine } from './title-line.ts';
import { textIn } from './xml.ts';
import { type Archive, openArchive, textOf } from './zip.ts';

const KIND = 'Word document (.docx)';

/** By their ids too: a document may name styles that it does not bring. */
const STYLES = ['Title', 'Subtitle'].flatMap((name, i) =>
  [`p[style-name='${name}']`, `p.${name}`].map((style) => `${style} => h${i + 1}:fresh`),
);

/** Struck out is withdrawn. */
const STRUCK = 'strike => !';

export const docxLoader: ArticleLoader = {
  async load(bytes) {
    const archive = openArchive(bytes, KIND, (name) => !name.startsWith('word/media/'));
    const core = textOf(archive, 'docProps/core.xml');
    const { value } = await mammoth
      .convertToHtml(
        { buffer: Buffer.from(prepared(archive)) },
        { styleMap: [...STYLES, STRUCK], convertImage: noPictures },
      )
      .catch((error: Error) => {
        throw new ArticleError(`is damaged, or no ${KIND}: ${error.message}`);
      });
    const markdown = htmlToMarkdown(value);
    if (!markdown.trim()) throw new ArticleError('has no text.');
    const { title = /^# (.+)$/m.exec(markdown)?.[1]?.trim(), text } = withoutTitleLine(
      markdown,
      textIn(core, 'title'),
      PLAIN,
    );
    const told = { title, date: dateIn(core), languageTag: textIn(core, 'language') };
    return [{ ...defined(told), text: withoutTitleHeading(text, title), format: 'markdown' }];
  },
};

/** Of the template that python-docx makes every document of, and leaves in it. */
const TEMPLATE_DATE = '2013-12-23T23:15:00Z';

function dateIn(core: string | undefined): string | undefined {
  const time = textIn(core, 'modified') ?? textIn(core, 'created');
  return time === TEMPLATE_DATE ? undefined : isoDate(time);
}

const noPictures = mammoth.images.imgElement(async () => ({ src: '' }));

/** A run of text that Word is told not to show. */
const HIDDEN_RUN =
  /<w:r(?:\s[^>]*)?>(?:(?!<\/w:r>)[\s\S])*?<w:vanish(?:\s+w:val="(?:1|true|on)")?\s*\/>(?:(?!<\/w:r>)[\s\S])*?<\/w:r>/g;

/** Fields that Word fills in, such as a property or a date. */
const FIELD = /<\/?w:fldSimple(?:\s[^>]*)?>/g;

/** Packed again for mammoth, which takes hidden text for text, and passes over fields, formulas and what is struck out twice. */
function prepared(archive: Archive): Uint8Array {
  const body = textOf(archive, 'word/document.xml');
  const shown =
    body && withFormulas(body.replace(HIDDEN_RUN, '').replace(FIELD, '')).replaceAll('<w:dstrike', '<w:strike');
  return zipSync({ ...archive, ...(shown && { 'word/document.xml': strToU8(shown) }) }, { level: 0 });
}

/** Word documents: headings, paragraphs, lists and tables, without comments, deletions and pictures. */
import mammoth from 'mammoth';
import { ArticleError } from '../article-error.ts';
import { defined } from '../defined.ts';
import { isoDate } from '../iso-date.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import type { ArticleLoader } from './loader.ts';
import { textIn } from './xml.ts';
import { openArchive, textOf } from './zip.ts';

const KIND = 'Word document (.docx)';

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"];

export const docxLoader: ArticleLoader = {
  async load(bytes) {
    // Also the check against archives that unpack to gigabytes, before mammoth unpacks it by itself.
    const archive = openArchive(bytes, KIND, (name) => name === 'docProps/core.xml');
    const core = textOf(archive, 'docProps/core.xml');
    const { value } = await mammoth
      .convertToHtml({ buffer: Buffer.from(bytes) }, { styleMap: STYLES, convertImage: noPictures })
      .catch((error: Error) => {
        throw new ArticleError(`is damaged, or no ${KIND}: ${error.message}`);
      });
    const text = htmlToMarkdown(value);
    if (!text.trim()) throw new ArticleError('has no text.');
    const title = textIn(core, 'title') ?? /^# (.+)$/m.exec(text)?.[1]?.trim();
    const date = isoDate(textIn(core, 'modified') ?? textIn(core, 'created'));
    return [{ ...defined({ title, date, languageTag: textIn(core, 'language') }), text, format: 'markdown' }];
  },
};

const noPictures = mammoth.images.imgElement(async () => ({ src: '' }));

/** Markdown and plain text: what is in the file, under its front matter. */
import type { Article } from '../../core/types.ts';
import { defined } from '../defined.ts';
import { decodeText } from '../encoding.ts';
import { splitFrontMatter } from '../front-matter.ts';
import type { ArticleLoader } from './loader.ts';

export const markdownLoader: ArticleLoader = textLoader('markdown', /^#\s+(.+)$/m);

/** Of a plain text: its title where it is short, stands alone and is no sentence. */
export const plainTextLoader: ArticleLoader = textLoader(
  'text',
  /^\s*(\S.{0,59}[^\s。！？.!?；;,，:：])[ \t]*\n[ \t]*\n/,
);

function textLoader(format: Article['format'], heading: RegExp): ArticleLoader {
  return {
    async load(bytes, hints) {
      const { metadata: front, body } = splitFrontMatter(decodeText(bytes, hints?.charset).text);
      const { translation_of: translationOf, ...metadata } = front;
      const title = metadata.title ?? heading.exec(body)?.[1]?.trim();
      return [{ ...defined({ ...metadata, title, translationOf }), text: body, format }];
    },
  };
}

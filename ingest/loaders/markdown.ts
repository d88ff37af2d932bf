/** Markdown and plain text: what is in the file, under its front matter. */
import type { Article } from '../../core/types.ts';
import { defined } from '../defined.ts';
import { decodeText } from '../encoding.ts';
import { splitFrontMatter } from '../front-matter.ts';
import type { ArticleLoader } from './loader.ts';
import { BOLD, PLAIN, withoutTitleLine } from './title-line.ts';

export const markdownLoader: ArticleLoader = textLoader('markdown', BOLD);

export const plainTextLoader: ArticleLoader = textLoader('text', PLAIN);

function textLoader(format: Article['format'], titleLine: RegExp): ArticleLoader {
  return {
    async load(bytes, hints) {
      const { metadata: front, body } = splitFrontMatter(decodeText(bytes, hints?.charset).text);
      const { translation_of: translationOf, ...metadata } = front;
      const { title = markedTitle(body, format), text } = withoutTitleLine(body, metadata.title, titleLine);
      return [{ ...defined({ ...metadata, title, translationOf }), text, format }];
    },
  };
}

const markedTitle = (body: string, format: Article['format']): string | undefined =>
  format === 'markdown' ? /^#\s+(.+)$/m.exec(body)?.[1]?.trim() : undefined;

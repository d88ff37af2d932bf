/** Cuts an article into passages: whole sentences of one section, up to a number of the embedder's own tokens. */
import type { Heading, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString as plainText } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { splitSentences } from '../core/text/sentences.ts';
import { isTangled } from '../core/text/tangled.ts';
import type { Article, Passage, Span } from '../core/types.ts';

export interface ChunkOptions {
  /** Tokens of a passage's own text at most; a single longer sentence is a passage of its own. */
  readonly maxTokens: number;
  readonly countTokens: (text: string) => number;
}

interface Section {
  readonly headings: readonly string[];
  /** Paragraphs, lists, tables: ranges of the article's text. */
  readonly blocks: Span[];
}

export function chunkArticle(article: Article, options: ChunkOptions): Passage[] {
  const markdown = article.format === 'markdown' && !isTangled(article.text);
  const sections = markdown ? markdownSections(article.text) : plainSections(article.text);
  return sections.flatMap((section) => {
    const sentences = section.blocks.flatMap((block) =>
      splitSentences(article.text.slice(block.start, block.end))
        .flatMap((span) => pieces(span, article.text, block.start))
        .map((span) => ({ start: block.start + span.start, end: block.start + span.end })),
    );
    return pack(sentences, article.text, options).map((group): Passage => {
      const start = group[0]!.start;
      const end = group.at(-1)!.end;
      const { id, language, title, text } = article;
      return {
        article: id,
        language,
        title,
        headings: section.headings,
        start,
        end,
        text: text.slice(start, end),
        sentences: group,
      };
    });
  });
}

/** Far more than a sentence has: what is longer is data or noise, and would cost every question that meets it. */
const LONGEST_SENTENCE = 4000;

/** @param from where in `text` the span's offsets count from. */
function pieces({ start, end }: Span, text: string, from: number): Span[] {
  const cut: Span[] = [];
  let at = start;
  while (end - at > LONGEST_SENTENCE) {
    const next = at + LONGEST_SENTENCE;
    // Never between the halves of a character.
    const whole = /[\udc00-\udfff]/.test(text[from + next]!) ? next - 1 : next;
    cut.push({ start: at, end: whole });
    at = whole;
  }
  return [...cut, { start: at, end }];
}

/** Fills passages evenly: three sentences over the limit make two halves, not a whole and a stub. */
function pack(sentences: readonly Span[], text: string, { maxTokens, countTokens }: ChunkOptions): Span[][] {
  const sizes = sentences.map((s) => countTokens(text.slice(s.start, s.end)));
  const total = sizes.reduce((a, b) => a + b, 0);
  const target = total / Math.max(1, Math.ceil(total / maxTokens));
  const groups: Span[][] = [];
  let filled = Number.POSITIVE_INFINITY;
  sentences.forEach((sentence, i) => {
    const size = sizes[i]!;
    const announced = i > 0 && ANNOUNCES.has(text[sentences[i - 1]!.end - 1]!);
    // “There are three ways:” stays with the first of them.
    if ((filled >= target || filled + size > maxTokens) && !announced) {
      groups.push([]);
      filled = 0;
    }
    groups.at(-1)!.push(sentence);
    filled += size;
  });
  return groups;
}

const ANNOUNCES: ReadonlySet<string> = new Set([':', '：']);

function markdownSections(text: string): Section[] {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const sections: Section[] = [{ headings: [], blocks: [] }];
  const path: { depth: number; title: string }[] = [];
  for (const node of tree.children) {
    if (node.type === 'heading') {
      while (path.length && path.at(-1)!.depth >= (node as Heading).depth) path.pop();
      path.push({ depth: (node as Heading).depth, title: plainText(node) });
      sections.push({ headings: path.map(({ title }) => title), blocks: [] });
    } else if (isProse(node)) {
      sections.at(-1)!.blocks.push({ start: node.position!.start.offset!, end: node.position!.end.offset! });
    }
  }
  return sections.filter(({ blocks }) => blocks.length > 0);
}

/** Raw HTML, rules and link definitions say nothing a reader could be told. */
const isProse = (node: RootContent): boolean => !['html', 'thematicBreak', 'definition', 'yaml'].includes(node.type);

function plainSections(text: string): Section[] {
  const blocks = [...text.matchAll(/\S[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return [{ headings: [], blocks }];
}

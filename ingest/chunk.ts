/** Cuts an article into passages: whole sentences of one section, up to a number of the embedder's own tokens. */
import type { Heading, Node, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString as plainText } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { quoted } from '../core/text/passage-text.ts';
import { splitSentences } from '../core/text/sentences.ts';
import { isTangled } from '../core/text/tangled.ts';
import type { Article, Passage, Span } from '../core/types.ts';

interface ChunkOptions {
  /** Tokens of a passage's own text at most; a single longer sentence is a passage of its own. */
  readonly maxTokens: number;
  readonly countTokens: (text: string) => number;
}

interface Section {
  readonly headings: readonly string[];
  /** Paragraphs, lists, tables: ranges of the article's text. */
  readonly blocks: Block[];
}

interface Block extends Span {
  /** A list or a table: half of it says less than half. */
  readonly together: boolean;
  readonly tableHead?: Span | undefined;
}

/** Sentences that are not parted where they fit into a passage. */
interface Unit {
  readonly sentences: readonly Span[];
  /** Tokens. */
  readonly size: number;
  /** Of the table that it goes on with. */
  readonly tableHead?: Span | undefined;
}

export function chunkArticle(article: Article, options: ChunkOptions): Passage[] {
  const markdown = article.format === 'markdown' && !isTangled(article.text);
  const sections = markdown ? markdownSections(article.text) : plainSections(article.text);
  const { id, language, title, text } = article;
  return sections.flatMap((section) => {
    const units = section.blocks.flatMap((block) => unitsOf(block, text, options));
    return pack(units, text, options).map((group): Passage => {
      const sentences = group.flatMap((unit) => unit.sentences);
      const start = sentences[0]!.start;
      const end = sentences.at(-1)!.end;
      const { tableHead: head } = group[0]!;
      return {
        article: id,
        language,
        title,
        headings: section.headings,
        start,
        end,
        text: text.slice(start, end),
        sentences,
        tableHead: head && quoted(text, head),
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

function unitsOf(block: Block, text: string, { maxTokens, countTokens }: ChunkOptions): Unit[] {
  const spans = splitSentences(text.slice(block.start, block.end)).flatMap((span) => pieces(span, text, block.start));
  const units = spans.map((span, i): Unit => {
    const sentence = { start: block.start + span.start, end: block.start + span.end };
    const size = countTokens(text.slice(sentence.start, sentence.end));
    return { sentences: [sentence], size, tableHead: i > 0 ? block.tableHead : undefined };
  });
  const size = sizeOf(units);
  if (!block.together || size > maxTokens || units.length === 0) return units;
  return [{ sentences: units.flatMap(({ sentences }) => sentences), size }];
}

const sizeOf = (units: readonly Unit[]): number => units.reduce((sum, { size }) => sum + size, 0);

/** Fills passages evenly: three sentences over the limit make two halves, not a whole and a stub. */
function pack(units: readonly Unit[], text: string, { maxTokens }: ChunkOptions): Unit[][] {
  const total = sizeOf(units);
  const target = total / Math.max(1, Math.ceil(total / maxTokens));
  const groups: Unit[][] = [];
  for (const unit of units) {
    const group = groups.at(-1);
    const filled = sizeOf(group ?? []);
    if (group && filled < target && filled + unit.size <= maxTokens) group.push(unit);
    // “There are three ways:” stays with the first of them, and goes along where the two start a passage.
    else if (group && announces(group.at(-1)!, text)) {
      if (group.length === 1) group.push(unit);
      else groups.push([group.pop()!, unit]);
    } else groups.push([unit]);
  }
  return groups;
}

const announces = ({ sentences }: Unit, text: string): boolean => ANNOUNCES.has(text[sentences.at(-1)!.end - 1]!);

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
      sections.at(-1)!.blocks.push({
        ...spanOf(node),
        together: node.type === 'list' || node.type === 'table',
        tableHead: node.type === 'table' ? spanOf(node.children[0]!) : undefined,
      });
    }
  }
  return sections.filter(({ blocks }) => blocks.length > 0);
}

const spanOf = ({ position }: Node): Span => ({ start: position!.start.offset!, end: position!.end.offset! });

/** Raw HTML, rules and link definitions say nothing a reader could be told. */
const isProse = (node: RootContent): boolean => !['html', 'thematicBreak', 'definition', 'yaml'].includes(node.type);

function plainSections(text: string): Section[] {
  const blocks = [...text.matchAll(/\S[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    together: false,
  }));
  return [{ headings: [], blocks }];
}

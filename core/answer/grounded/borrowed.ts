/** Words and names that the passage has, but not where the claim puts them. */
import { clausesOf } from './claim.ts';
import { openingOf, pointsBack } from './deeds.ts';
import { missingName, readNameSource } from './names.ts';
import type { Source, SourceSentence } from './source.ts';
import { foreignWord } from './words.ts';

/** A word that stands elsewhere in the passage, and not in the sentences retold. */
export function strayWord(plain: string, told: string): string | undefined {
  for (const { text } of clausesOf(plain)) {
    const word = foreignWord(text, told);
    if (word) return word;
  }
  return undefined;
}

/** “The developer says it will”: “it” is the developer, and no one of the sentence before. */
const NAMES_ITSELF =
  /^\W*(?:(?:the|a|an)\s+)?(?!it\b|they\b|he\b|she\b|this\b|these\b|those\b|company\b|firm\b)[\p{L}\d’'-]+\s+(?:says?|said|hopes?|plans?|expects?|believes?|promise[sd]?|wants?)\s+(?:that\s+)?(?:it|they|he|she)\b/iu;

/** What a claim begins with, where no sentence that it retells has it or begins with “it”: somebody else of the passage. */
export function strangeOpening(plain: string, backing: readonly SourceSentence[], heads: string): string | undefined {
  if (backing.some(({ text }) => pointsBack(text) && !NAMES_ITSELF.test(text))) return undefined;
  return foreignWord(openingOf(plain), [...backing.map(({ text }) => text), heads].join('\n'));
}

/** What a name of the sentence before may stand behind. */
export const POINTS_BACK =
  /\b(?:it|its|they|their|he|she|his|her|this|these|those|the (?:company|firm|model|tool|centre|center|institute))\b|佢|它|他|她|呢[個間隻條份啲]|其中|[当當]中|[这這]些|[这這该該](?:[个個间間家款条條]|公司|机构|機構|模型)/i;

export interface Named {
  readonly plain: string;
  readonly evidence: string;
  readonly heads: string;
  readonly before: string;
  readonly passage: string;
  readonly sources: readonly Source[];
  readonly sameLanguage: boolean;
}

export function wrongName({
  plain,
  evidence,
  heads,
  before,
  passage,
  sources,
  sameLanguage,
}: Named): string | undefined {
  const other = sources.map(({ parallel }) => parallel).join('\n');
  const otherHeads = sources.map(({ parallelHeads }) => parallelHeads).join('\n');
  const missing = missingName(plain, readNameSource([heads, passage, other, otherHeads].join('\n')));
  if (missing) return missing;
  if (!sameLanguage) return undefined;
  // A name from elsewhere in the passage where the sentence itself has another one: the wrong one does it.
  const elsewhere = missingName(plain, readNameSource([heads, before, evidence, other, otherHeads].join('\n')));
  if (elsewhere && missingName(evidence, readNameSource(plain))) return elsewhere;
  // What the title names is what a sentence is about, and nothing that is said of it, unless “it” stands for it.
  const named = POINTS_BACK.test(evidence) ? [heads, before, evidence, other] : [evidence, other];
  return missingName(afterOpening(plain), readNameSource(named.join('\n')));
}

const afterOpening = (plain: string): string =>
  plain.slice(openingOf(plain).length).replace(/^[\p{Script=Latin}\p{N}]+/u, '');

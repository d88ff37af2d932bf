/** Words and names that the passage has, but not where the claim puts them. */
import { clausesOf } from './claim.ts';
import { foreignSubject, movedPlace } from './deeds.ts';
import { missingName, readNameSource } from './names.ts';
import type { Source, SourceSentence } from './source.ts';
import { foreignWord } from './words.ts';

/**
 * A word that the sentences retold do not hold. Beside a figure it may be what another figure was about; elsewhere its own
 * sentence must be about the same thing.
 */
export function strayWord(plain: string, told: string, ranked: readonly SourceSentence[]): string | undefined {
  for (const { text, figures } of clausesOf(plain)) {
    const word = foreignWord(text, told);
    if (!word) continue;
    if (figures.length > 0) return word;
    const from = ranked.filter((sentence) => !foreignWord(word, `${sentence.text}\n${told}`));
    if (from.length > 0 && from.every(({ text: own }) => foreignSubject(plain, own) ?? movedPlace(plain, own, '')))
      return word;
  }
  return undefined;
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
  const missing = missingName(plain, readNameSource([heads, passage, other].join('\n')));
  if (missing) return missing;
  if (!sameLanguage) return undefined;
  // A name from elsewhere in the passage where the sentence itself has another one: the wrong one does it.
  const elsewhere = missingName(plain, readNameSource([heads, before, evidence, other].join('\n')));
  return elsewhere && missingName(evidence, readNameSource(plain)) ? elsewhere : undefined;
}

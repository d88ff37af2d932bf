/** Whether a passage says what a sentence claims. What stands between a language model and the reader. */
import { groupOf } from '../../language-group.ts';
import type { Language, Passage } from '../../types.ts';
import { dot } from '../../vector.ts';
import { judge } from './judge.ts';
import { isStatement } from './no-statement.ts';
import { createSourceReader, type SourceParts } from './source.ts';
import type { Verdict } from './verdict.ts';

/**
 * @param claim one sentence, without citation marks.
 * @param passages that together are to support it.
 */
export type SupportCheck = (claim: string, language: Language, passages: readonly Passage[]) => Promise<Verdict>;

/**
 * Cosine below which a sentence and its source are about different things. Chosen with the bundled model on the claims of
 * `test/core/answer/grounded`: with 0.49 one true sentence in a hundred more is cut, and no false one. It says what is talked about, not whether it is
 * right: a changed verb or figure hardly moves it, which is what all the other checks are for.
 */
const SIMILAR = 0.45;
/**
 * Supported is a sentence that is similar to a sentence of the passage; whose figures, with their "more than" and "about",
 * stand there, beside the same words; whose names stand in the passage, its title or headings, or in the same section of
 * another version; that keeps what is hedged, denied, limited or ordered as it is; that founds, holds, fills or buys nothing
 * that the passage does not, and moves nothing to another place; and, in the passage's own language, that adds no word of
 * content to the sentences it retells, keeps their order and leaves with everybody what they did. It would rather cut a true sentence than let a false one through.
 *
 * What it cannot catch: a part for its whole (“Cyberport had 2,000 vacancies” for its employers), words of one clause put
 * together otherwise in the same order (“the birds breed in Hong Kong”); in another language than the passage's, a changed verb or common noun where all figures, names and qualifiers are right; a true sentence that
 * answers another question; who "they" are across sentences; a statement whose time has passed since the article was
 * written; whatever is wrong in the article itself.
 */
export function createSupportCheck(parts: SourceParts): SupportCheck {
  const { embedder } = parts;
  const sourceOf = createSourceReader(parts);

  return async (claim, language, passages) => {
    const plain = claim
      .replace(/[*_`]+/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (!isStatement(plain)) return { reason: 'form' };
    const sources = (await Promise.all(passages.map(sourceOf))).filter(({ sentences }) => sentences.length > 0);
    const [vector] = await embedder.embed([plain], 'passage', language);
    const ranked = sources
      .flatMap(({ sentences }) => sentences)
      .map((sentence) => ({ ...sentence, similarity: dot(vector!, sentence.vector) }))
      .sort((a, b) => b.similarity - a.similarity);
    if (!ranked[0] || ranked[0].similarity < SIMILAR) return { reason: 'dissimilar' };
    const sameLanguage = passages.every((passage) => groupOf(passage.language) === groupOf(language));
    return judge({ plain, language, ranked, sources, sameLanguage, embedder });
  };
}

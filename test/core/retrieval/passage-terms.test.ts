import { expect, it } from 'vitest';
import { createPassageTerms, termNumber } from '../../../core/retrieval/passage-terms.ts';
import { tokenize } from '../../../core/text/tokens.ts';
import { passagesOf } from '../../support/hits.ts';
import { toyArticle } from '../../support/toy-index.ts';

it('tells of a passage and of each sentence the very terms that tokenize gives', () => {
  const text = 'The tram opened in 1904 for HK$1bn. Trams run to the Peak (e5-small).\n電車喺1904年通車，車費三蚊。';
  const passages = passagesOf(toyArticle('tram', 'yue', text));
  const termsOf = createPassageTerms(passages);
  const every = new Set(passages.flatMap(({ text: own, title }) => tokenize(`${title}\n${own}`)));
  // Beginnings, ends and middles of terms are none, and a term that stands in another may be one as well.
  const asked = [...every].flatMap((term) => [term, term.slice(1), term.slice(0, -1), `${term}s`]).filter(Boolean);
  passages.forEach(({ title, headings, sentences, start, text: own }, number) => {
    const expected = sentences.map((span) => new Set(tokenize(own.slice(span.start - start, span.end - start))));
    const heads = new Set(tokenize([title, ...headings].join('\n')));
    for (const term of asked) {
      const { all, sentences: found } = termsOf(number);
      expect(found.map((terms) => terms.has(termNumber(term)))).toEqual(expected.map((terms) => terms.has(term)));
      expect(all.has(termNumber(term)), term).toBe(heads.has(term) || expected.some((terms) => terms.has(term)));
    }
  });
  expect(passages.length).toBeGreaterThan(0);
});

/** What every store of passages promises to the retriever. One suite, run against each of them. */
import { describe, expect, it } from 'vitest';
import type { PoolSize } from '../../core/retrieval/candidates.ts';
import { createRetriever } from '../../core/retrieval/retriever.ts';
import { matchTokens } from '../../core/retrieval/token-match.ts';
import type { Article } from '../../core/types.ts';
import { dot } from '../../core/vector.ts';
import { wholeText } from '../../ingest/embed-passages.ts';
import type { ServedIndex } from '../../store/open-index.ts';
import { createToyEmbedding, type ToyEmbedding } from './toy-embedding.ts';
import { toyArticle } from './toy-index.ts';
import { askedOf, bitsOf, createToyWithTokens } from './toy-tokens.ts';

export type OpenCandidates = (
  articles: readonly Article[],
  embedder: ToyEmbedding,
) => Promise<Pick<ServedIndex, 'library' | 'keywords' | 'candidates' | 'close'>>;

const ARTICLES = [
  toyArticle(
    'tram',
    'en',
    '## History\n\nThe tram line opened in 1904. It runs along the shore.\n\n## Fares\n\nA ride costs HK$3.',
  ),
  toyArticle('tram', 'yue', '## 歷史\n\n電車喺1904年通車。佢沿住海邊行。\n\n## 車費\n\n搭一次要三蚊。'),
  toyArticle('ferry', 'en', 'The ferry crosses the harbour. The ferry, the only ferry, is old.'),
  toyArticle('peak', 'zh-Hans', '山顶缆车在中环开出。'),
];

const TEN: PoolSize = { nearest: 10, matches: 10 };

export function candidatesContract(name: string, open: OpenCandidates): void {
  const embedder = createToyEmbedding();

  async function ask(question: string, group: 'zh' | 'en', size = TEN, articles: readonly Article[] = ARTICLES) {
    const index = await open(articles, embedder);
    const [vector] = await embedder.embed([question], 'query', 'en');
    const found = await index.candidates({ question, vector: vector!, group }, size);
    return { index, vector: vector!, found, passages: [...index.library.passages] };
  }

  describe(`${name} candidates`, () => {
    it('are the nearest passages of all languages, best first, with their cosines', async () => {
      const { index, vector, found, passages } = await ask('When did the tram line open?', 'en');
      const texts = await embedder.embed(passages.map(wholeText), 'passage', 'en');
      const exact = texts.map((text, passage) => ({ passage, similarity: dot(vector, text) }));
      exact.sort((a, b) => b.similarity - a.similarity);
      expect(found.nearest.map(({ passage }) => passage)).toEqual(exact.map(({ passage }) => passage));
      found.nearest.forEach(({ similarity }, i) => {
        expect(similarity).toBeCloseTo(exact[i]!.similarity, 4);
      });
      index.close();
    });

    it('are no more than asked for', async () => {
      const { index, found } = await ask('tram ferry', 'en', { nearest: 3, matches: 2 });
      expect(found.nearest).toHaveLength(3);
      expect(found.matches).toHaveLength(2);
      index.close();
    });

    it('hold the words of the question, among passages of its own group only', async () => {
      const { index, found, passages } = await ask('Is the ferry old?', 'en');
      expect(passages[found.matches[0]!.passage]!.article).toBe('ferry');
      expect(found.matches.every(({ score }) => score > 0)).toBe(true);
      index.close();
      const chinese = await ask('1904年邊度有電車通車？', 'zh');
      expect(chinese.found.matches.length).toBeGreaterThan(0);
      for (const { passage } of chinese.found.matches) expect(chinese.passages[passage]!.language).not.toBe('en');
      expect(chinese.passages[chinese.found.matches[0]!.passage]!.text).toContain('電車');
      chinese.index.close();
    });

    it('find a word in the script it was not written in, and a heading', async () => {
      const { index, found, passages } = await ask('山頂纜車', 'zh');
      expect(passages[found.matches[0]!.passage]!.article).toBe('peak');
      index.close();
      const heading = await ask('fares', 'en');
      expect(heading.passages[heading.found.matches[0]!.passage]!.headings).toEqual(['Fares']);
      heading.index.close();
    });

    it('match nothing where no word is shared, where there is none, and in a group without passages', async () => {
      for (const question of ['quantum zebra', '???', '']) {
        const { index, found } = await ask(question, 'en');
        expect(found.matches, question).toEqual([]);
        expect(found.nearest.length).toBeGreaterThan(0);
        index.close();
      }
      const { index, found } = await ask('tram', 'en', TEN, [ARTICLES[3]!]);
      expect(found.matches).toEqual([]);
      expect(found.nearest).toHaveLength(1);
      index.close();
    });

    it('come with their vectors and a vector a sentence', async () => {
      const { index, found, passages } = await ask('Where does the ferry go?', 'en');
      for (const { passage } of [...found.nearest, ...found.matches]) {
        const { text, start, sentences, language } = passages[passage]!;
        const [whole] = await embedder.embed([wholeText(passages[passage]!)], 'passage', language);
        expect(dot(whole!, found.vector(passage))).toBeCloseTo(1, 4);
        const own = sentences.map((span) => text.slice(span.start - start, span.end - start));
        const expected = await embedder.embed(own, 'passage', language);
        const stored = found.sentenceVectors(passage);
        expect(stored).toHaveLength(own.length);
        stored.forEach((vector, i) => {
          const values = Float32Array.from(vector);
          expect(dot(values, expected[i]!) / Math.hypot(...values)).toBeGreaterThan(0.999);
        });
      }
      index.close();
    });

    it('tell how nearly the tokens of those that are asked for meet the question', async () => {
      const toy = createToyWithTokens();
      const index = await open(ARTICLES, toy);
      const question = '電車幾時通車？';
      const [vector] = await toy.embed([question], 'query', 'yue');
      const found = await index.candidates({ question, vector: vector!, group: 'zh' }, TEN);
      const passages = [...index.library.passages];
      // Of both groups, in an order of their own.
      const asked = [...new Set([...found.matches, ...found.nearest].map(({ passage }) => passage))].reverse();
      const sentences = asked.map((number) => {
        const { text, start, sentences } = passages[number]!;
        return sentences.map((span) => text.slice(span.start - start, span.end - start));
      });
      expect(new Set(asked.map((number) => passages[number]!.language)).size).toBeGreaterThan(1);
      const tokens = askedOf(...sentences[1]!);
      const matches = await found.tokenMatches!(asked, tokens);
      expect(matches[1]).toBe(1);
      expect(matches).toEqual(sentences.map((own) => matchTokens(tokens, bitsOf(...own))));
      expect(await found.tokenMatches!([], tokens)).toEqual([]);
      index.close();
    });

    it('come with how rare terms are in each group', async () => {
      const { index } = await ask('tram', 'en');
      const { keywords } = index;
      expect([keywords.passages('en'), keywords.passages('zh')]).toEqual([3, 3]);
      expect(keywords.frequency('ferri', 'en')).toBe(1);
      // In both passages of its article: the title counts.
      expect(keywords.frequency('tram', 'en')).toBe(2);
      expect([keywords.frequency('ferri', 'zh'), keywords.frequency('zebra', 'en')]).toEqual([0, 0]);
      expect(keywords.frequency('__proto__', 'en')).toBe(0);
      index.close();
    });

    it('serve a retriever', async () => {
      const index = await open(ARTICLES, embedder);
      const retriever = createRetriever({ ...index, embedder });
      const [hit] = await retriever.retrieve('電車幾時通車？', { language: 'yue', questionLanguage: 'yue', k: 3 });
      expect(hit!.passage.text).toBe('電車喺1904年通車。佢沿住海邊行。');
      expect(hit!.keyword).toBeGreaterThan(0);
      expect(hit!.sentences).toHaveLength(2);
      index.close();
    });
  });
}

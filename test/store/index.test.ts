import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPassageTerms, termNumber } from '../../core/retrieval/passage-terms.ts';
import { textOf } from '../../core/text/passage-text.ts';
import { tokenize } from '../../core/text/tokens.ts';
import { currentVersion } from '../../store/index-folder.ts';
import { openIndex } from '../../store/open-index.ts';
import { createToyEmbedding } from '../support/toy-embedding.ts';
import { buildToyIndex, toyArticle } from '../support/toy-index.ts';

const ARTICLES = [
  toyArticle(
    'tram',
    'en',
    '## History\n\nThe tram line opened in 1904. It runs along the shore.\n\n## Fares\n\nA ride costs HK$3.',
  ),
  toyArticle('tram', 'yue', '## 歷史\n\n電車喺1904年通車。佢沿住海邊行。\n\n## 車費\n\n搭一次三蚊。'),
];

describe('an index on disk', () => {
  it('gives back what was written', async () => {
    const { open, embedder } = await buildToyIndex(ARTICLES);
    const index = await open();
    const passages = [...index.library.passages];
    expect(passages.map(({ text }) => text)).toEqual([
      'The tram line opened in 1904. It runs along the shore.',
      'A ride costs HK$3.',
      '電車喺1904年通車。佢沿住海邊行。',
      '搭一次三蚊。',
    ]);
    expect(passages[2]).toMatchObject({ article: 'tram', language: 'yue', headings: ['歷史'] });
    const [sentence] = await embedder.embed(['A ride costs HK$3.'], 'passage', 'en');
    const stored = index.sentenceVectors(1)[0]!;
    const cosine = sentence!.reduce((sum, value, i) => sum + value * stored[i]!, 0) / Math.hypot(...stored);
    expect(cosine).toBeGreaterThan(0.999);
    expect(index.sentenceVectors(2)).toHaveLength(2);
    expect(index.keywords.search('通車', 'zh', 5)[0]!.passage).toBe(2);
    expect(index.keywords.search('通車', 'en', 5)).toEqual([]);
    index.close();
  });

  it('gives back the head of a table that two passages share, in the script it is shown in', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `| 電車${i}號線 | 19${i + 10}年開始行駛 |`);
    const { open } = await buildToyIndex([
      toyArticle('lines', 'zh-Hant', ['| 線 | 開幾時 |', '|---|---|', ...rows].join('\n')),
    ]);
    const { library, close } = await open();
    const [first, second] = [library.passages.at(0)!, library.passages.at(1)!];
    expect(first.tableHead).toBeUndefined();
    expect(second.tableHead).toMatchObject({ start: 0, end: 11, text: '| 線 | 開幾時 |' });
    expect(textOf(second).sentences[0]).toMatch(/^線：電車\d+號線；開幾時：19\d+年開始行駛$/);
    expect(textOf(library.show(1, 'zh-Hans')).sentences[0]).toMatch(/^线：电车\d+号线；开几时：19\d+年开始行驶$/);
    close();
  });

  it('knows which passages explain a name without reading them', async () => {
    const texts = ['The tram opened in 1904.', 'Samman (三文) is a chatbot.', '招聘公司任仕達（Randstad）調查。'];
    const { open } = await buildToyIndex(texts.map((text, i) => toyArticle(`a${i}`, 'en', text)));
    const { library, close } = await open();
    const { passages } = library;
    const explaining = [...passages].filter((_, number) => passages.explains!(number)).map(({ text }) => text);
    expect(explaining.sort()).toEqual(texts.slice(1));
    close();
  });

  it('knows which sentence of a passage says a word, and what title and headings say', async () => {
    const { open } = await buildToyIndex(ARTICLES);
    const index = await open();
    const asked = [...new Set(ARTICLES.flatMap(({ text, title }) => tokenize(`${title} ${text}`))), 'peak', '車票'].map(
      termNumber,
    );
    const worked = createPassageTerms(index.library.passages);
    for (const number of [0, 1, 2, 3]) {
      const [own, other] = [index.termsOf(number), worked(number)];
      expect(own.sentences).toHaveLength(other.sentences.length);
      for (const term of asked) {
        expect(own.all.has(term), `${term}`).toBe(other.all.has(term));
        own.sentences.forEach((terms, i) => {
          expect(terms.has(term), `${term}`).toBe(other.sentences[i]!.has(term));
        });
      }
    }
    expect(index.termsOf(1).all.has(termNumber('fare'))).toBe(true);
    expect(index.termsOf(1).sentences.map((terms) => terms.has(termNumber('fare')))).toEqual([false]);
    index.close();
  });

  it('embeds a passage once, however it moves, and forgets what is gone', async () => {
    const embedder = createToyEmbedding();
    const { indexDir } = await buildToyIndex(ARTICLES, { embedder });
    const before = embedder.embedded.length;
    const moved = [
      {
        ...ARTICLES[0]!,
        date: '2026-01-01',
        text: ARTICLES[0]!.text.replace('## History', 'A new first line.\n\n## History'),
      },
    ];
    const { result, open } = await buildToyIndex(moved, { indexDir, embedder });
    expect(result.embedded).toBe(1);
    // Passage and sentence at once: they are the same text.
    expect(embedder.embedded.slice(before)).toEqual(['A new first line.']);
    const index = await open();
    expect([...index.library.passages].every(({ language }) => language === 'en')).toBe(true);
    expect(index.keywords.search('通車', 'zh', 5)).toEqual([]);
    index.close();
  });

  it('embeds everything anew for another model', async () => {
    const { indexDir } = await buildToyIndex(ARTICLES);
    const other = createToyEmbedding('other');
    const { result } = await buildToyIndex(ARTICLES, { indexDir, embedder: other });
    expect(result.embedded).toBe(4);
  });

  it('keeps the version served and the one before, and no other', async () => {
    const { indexDir } = await buildToyIndex(ARTICLES);
    for (let i = 0; i < 3; i++) await buildToyIndex(ARTICLES, { indexDir });
    const versions = await readdir(join(indexDir, 'versions'));
    expect(versions).toHaveLength(2);
    expect(versions).toContain(await currentVersion(indexDir));
  });

  it('is refused with the remedy when it was made with another model', async () => {
    const { indexDir } = await buildToyIndex(ARTICLES);
    await expect(openIndex(indexDir, { embeddingModel: 'other' })).rejects.toThrow(
      /model toy.*EMBEDDING_MODEL is other.*npm run ingest/,
    );
  });

  it('is refused with the remedy when there is none', async () => {
    await expect(openIndex('/nonexistent/index', { embeddingModel: 'toy' })).rejects.toThrow(
      /no index in \/nonexistent\/index.*npm run ingest/,
    );
  });

  const damages: Record<string, (path: string) => Promise<void>> = {
    truncated: (path) => truncate(path, 10),
    altered: async (path) => {
      const bytes = await readFile(path);
      bytes[bytes.length - 2]! ^= 1;
      await writeFile(path, bytes);
    },
    missing: (path) => rm(path),
  };
  for (const [damage, inflict] of Object.entries(damages)) {
    it(`is refused by the file's name when a file is ${damage}`, async () => {
      const { indexDir, open } = await buildToyIndex(ARTICLES);
      const folder = join(indexDir, 'versions', (await currentVersion(indexDir))!);
      for (const file of (await readdir(folder)).filter((name) => name !== 'manifest.json')) {
        const kept = await readFile(join(folder, file));
        await inflict(join(folder, file));
        await expect(open(), file).rejects.toThrow(new RegExp(`${file}.*npm run ingest`));
        await writeFile(join(folder, file), kept);
      }
      (await open()).close();
    });
  }

  it('is refused when its manifest is of another format, and the next ingest rebuilds it', async () => {
    const { indexDir, open } = await buildToyIndex(ARTICLES);
    const manifest = join(indexDir, 'versions', (await currentVersion(indexDir))!, 'manifest.json');
    await writeFile(manifest, '{"format": 99}');
    await expect(open()).rejects.toThrow(/manifest\.json.*npm run ingest/);
    const { result, open: reopen } = await buildToyIndex(ARTICLES, { indexDir });
    expect(result.passages).toBe(4);
    (await reopen()).close();
  });
});

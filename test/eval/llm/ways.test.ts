/** A scripted model asked through the real ingest, retriever and check, over a small corpus, with the bundled weights. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadLanguageDetector } from '../../../adapters/language-id-file.ts';
import { createTransformersEmbedding } from '../../../adapters/transformers-embedding.ts';
import { ROOT } from '../../../config.ts';
import { createExtractive } from '../../../core/answer/extractive.ts';
import { bridgeEmbedding } from '../../../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel, LanguageModel } from '../../../core/types.ts';
import { cacheGenerations } from '../../../eval/llm/cached-model.ts';
import { createClock } from '../../../eval/llm/clock.ts';
import { speedOf, summarize } from '../../../eval/llm/figures.ts';
import { type Outcome, type PutParts, put } from '../../../eval/llm/put.ts';
import { remarkable, reportMarkdown } from '../../../eval/llm/report.ts';
import { knownFrom } from '../../../eval/llm/suspects.ts';
import { createWays } from '../../../eval/llm/ways.ts';
import { indexCorpus } from '../../../eval/questions.ts';
import { temporaryFolder } from '../../support/folder.ts';

const ARTICLE = `---
title: The tram
---
The tram line opened in 1904.

## Fares

A ride costs HK$3 for everyone, children included.
`;

const question = { id: 'tram-1', article: 'tram', passage: '', facts: [['1904']] };
const WHEN = { ...question, en: 'When did the tram line open?', yue: '電車幾時通車？', zh: '电车什么时候通车？' };

let embedder: EmbeddingModel;
let parts: PutParts;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'corpus'));
  await writeFile(join(folder, 'corpus', 'tram.en.md'), ARTICLE);
  const modelsDir = join(ROOT, 'models');
  embedder = bridgeEmbedding(
    await createTransformersEmbedding({ model: 'e5-small-yue-zh-en', modelsDir, download: 'never' }),
  );
  const detector = await loadLanguageDetector(modelsDir);
  const detect = (text: string) => detector.detect(text);
  const corpus = await indexCorpus(join(folder, 'corpus'), embedder, detect);
  parts = { corpus, detect, clock: createClock(), known: knownFrom([ARTICLE]) };
  return () => corpus.close();
});

const says = (text: string): LanguageModel => ({
  backend: 'scripted',
  model: 'script',
  contextTokens: 4096,
  countTokens: (counted) => counted.length,
  async *generate() {
    for (const piece of text.split(/(?<= )/)) yield { type: 'text', text: piece };
    yield { type: 'end', reason: 'stop', usage: { prompt: 100, completion: 9 } };
  },
});

async function outcomes(text: string): Promise<Outcome[]> {
  const writer = cacheGenerations(says(text), await temporaryFolder(), parts.clock);
  const extractive = createExtractive({ threshold: 0 });
  const { detect, corpus } = parts;
  const ways = createWays({ writer, engine: 'script', extractive, embedder, detect, library: corpus.library });
  const all: Outcome[] = [];
  for (const way of [{ name: 'extractive', chatModel: extractive }, ...ways]) {
    all.push(await put({ question: WHEN, asked: 'en' }, way, parts));
  }
  return all;
}

describe('a question put to every way of answering', () => {
  it('is answered right by all where the model keeps to the article', async () => {
    const all = await outcomes('The tram line opened in 1904. [1]');
    expect(all.map(({ way }) => way)).toEqual([
      'extractive',
      'script checked',
      'script checked, refusals trusted',
      'script unchecked',
    ]);
    for (const { right, citedSome, inLanguage, suspects, cut } of all) {
      expect({ right, citedSome, inLanguage, suspects, cut }).toEqual({
        ...{ right: true, citedSome: true, inLanguage: true },
        ...{ suspects: [], cut: [] },
      });
    }
  });

  it('shows what the check keeps from the reader', async () => {
    const [, checked, , unchecked] = await outcomes('The tram line opened in 1904. [1] Jensen Huang paid for it. [1]');
    expect(unchecked!.suspects.map(({ text }) => text)).toEqual(['Jensen', 'Huang']);
    expect(checked).toMatchObject({ right: true, suspects: [] });
    expect(checked!.answer).not.toContain('Huang');
    expect(checked!.cut.map(({ sentence }) => sentence)).toEqual(['Jensen Huang paid for it. [1]']);
  });

  it('tells what a model’s own refusals are worth', async () => {
    const all = await outcomes('The articles don’t say.');
    const [, quoted, trusted] = all;
    expect(quoted).toMatchObject({ right: true, refused: false, fallback: 'unsupported', sentences: 0 });
    expect(trusted).toMatchObject({ right: false, refused: true });
    expect(summarize(all, 'script checked', 'all')).toMatchObject({
      modelRefusedAnswerable: 1,
      modelRefusedUnanswerable: 0,
    });
  });

  it('comes to figures and a report that names the suspects', async () => {
    const all = await outcomes('Jensen Huang opened the tram line in 1905. [1]');
    const checked = summarize(all, 'script checked', 'all');
    expect(checked).toMatchObject({ answerable: 1, suspicious: 0, written: 1, cut: 1 });
    expect(summarize(all, 'script unchecked', 'en')).toMatchObject({ answered: 1, right: 0, suspicious: 1 });
    expect(remarkable(all)).toContain('suspects: 1905, Jensen, Huang');
    const markdown = reportMarkdown(
      {
        ...{
          measured: '2026-01-01',
          model: 'script',
          cores: 2,
          load: 0.5,
          threads: 2,
          node: '20',
          questions: 1,
          sampled: true,
        },
        ...{ summaries: [checked], speeds: { script: speedOf([]) } },
      },
      all,
    );
    expect(markdown).toMatch(/## script checked\n\n\| asked in/);
    expect(markdown).toContain('None.');
    expect(markdown).toContain('Of the model’s own refusals 0 were of answerable questions');
  });
});

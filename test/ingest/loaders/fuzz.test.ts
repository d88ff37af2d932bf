import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ISOLATED, type IsolatedFormat } from '../../../ingest/loaders/formats.ts';
import { createJsonlLoader } from '../../../ingest/loaders/jsonl.ts';
import type { ArticleLoader } from '../../../ingest/loaders/loader.ts';
import { markdownLoader, plainTextLoader } from '../../../ingest/loaders/markdown.ts';
import { chinesePdf, column, docx, epub, paragraph, pdf } from '../../support/documents.ts';

const text = new TextEncoder();

const whole: Record<IsolatedFormat, () => Promise<Uint8Array>> = {
  html: async () =>
    text.encode('<html lang=en><title>T</title><body><article><h1>T</h1><p>One two three.</p><table><tr><td>a</table>'),
  pdf: () => pdf([column(['Trams run from west to east.', 'They have done so since 1904.'])]),
  docx: async () => docx(paragraph('電車', 1) + paragraph('電車於一九零四年投入服務。')),
  markup: async () => text.encode('# T\n\nOne.\n\n<table>\n<tr><td>a\n\n</table>\n\nTwo.'),
  epub: async () => epub({ 'a.xhtml': '<h1>一</h1><p>內文。</p>' }, '<dc:title>T</dc:title>'),
};

/** A file that somebody cut off, or wrote over in places. */
const broken = (bytes: Uint8Array) =>
  fc
    .tuple(fc.nat(bytes.length), fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }))
    .map(([end, changes]) => {
      const copy = bytes.slice();
      for (const [at, byte] of changes) copy[at] = byte;
      return copy.slice(0, end);
    });

/** It reads, or fails with an error that can be told; it never ends the process. */
async function settles(loader: ArticleLoader, bytes: Uint8Array): Promise<void> {
  try {
    for (const loaded of await loader.load(bytes))
      expect('reason' in loaded || typeof loaded.text === 'string').toBe(true);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toBe('');
  }
}

describe('loaders on damaged and random files', () => {
  it.each(Object.keys(ISOLATED) as IsolatedFormat[])('%s', async (format) => {
    const loader = await ISOLATED[format]();
    const bytes = await whole[format]();
    const anything = fc.oneof(
      { weight: 3, arbitrary: broken(bytes) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 500 }) },
    );
    await fc.assert(
      fc.asyncProperty(anything, (file) => settles(loader, file)),
      { numRuns: 60 },
    );
  });

  it('a Chinese PDF', async () => {
    const loader = await ISOLATED.pdf();
    await fc.assert(
      fc.asyncProperty(broken(chinesePdf(['電車於一九零四年'], 'unicode')), (file) => settles(loader, file)),
      { numRuns: 60 },
    );
  });

  it.each([
    ['markdown', markdownLoader, '---\ntitle: T\ndate: 2026-03-01\n---\n# T\n\nText.'],
    ['text', plainTextLoader, 'Title\n\nText.'],
    [
      'jsonl',
      createJsonlLoader(async (html) => ({ text: html, format: 'markdown' })),
      '{"id":"a","text":"T"}\n{"id":"b","html":"<p>T"}',
    ],
  ] as const)('%s', async (_, loader, sample) => {
    const anything = fc.oneof(
      broken(text.encode(sample)),
      fc.uint8Array({ maxLength: 500 }),
      fc.string().map((s) => text.encode(s)),
    );
    await fc.assert(
      fc.asyncProperty(anything, (file) => settles(loader, file)),
      { numRuns: 200 },
    );
  });
});

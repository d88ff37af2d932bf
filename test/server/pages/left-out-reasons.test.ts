import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../config.ts';
import { UNREAD } from '../../../ingest/loaders/formats.ts';
import { leftOutReason } from '../../../server/pages/admin/left-out-reasons.ts';

/**
 * Every sentence that an ingest may leave an article out with: the literals given to `new ArticleError`, each `${…}` of
 * them filled in. What `npm run add` says does not come to the index.
 */
function reasonsOf(folder: string): string[] {
  const reasons: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !path.endsWith('.ts') || path.includes(`${join('ingest', 'add')}`)) continue;
    const source = readFileSync(path, 'utf8');
    for (const [, literal] of source.matchAll(
      /(?:ArticleError\(|reason = |tooLong = )\s*('(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g,
    ))
      if (literal?.includes(' '))
        reasons.push(
          literal.slice(1, -1).replace(/\$\{((?:[^{}]|\{[^}]*\})*)\}/g, (_, code) => SAMPLES[code.trim()] ?? '7'),
        );
  }
  return [...reasons, ...Object.values(UNREAD)];
}

const SAMPLES: Readonly<Record<string, string>> = {
  where: 'front matter',
  kind: 'EPUB book (.epub)',
  KIND: 'Word document (.docx)',
  "pages === 1 ? '' : 's'": 's',
};

describe('why a file was left out', () => {
  const reasons = reasonsOf(join(ROOT, 'ingest'));

  it('is found in the sources', () => {
    expect(reasons.length).toBeGreaterThan(30);
    expect(reasons).toContain('has no text.');
    expect(reasons).toContain('has 7 MB; a file of this kind has 7 at most. Split it.');
  });

  it.each([...new Set(reasons)])('is said in Cantonese and both kinds of written Chinese: %s', (reason) => {
    for (const language of ['yue', 'zh-Hant', 'zh-Hans'] as const) {
      const { text, language: of } = leftOutReason(reason, language);
      expect([text, of]).toEqual([expect.stringMatching(/\p{Script=Han}/u), language]);
      expect(text).not.toMatch(/\{\w+\}/);
    }
    expect(leftOutReason(reason, 'en')).toEqual({ text: reason, language: 'en' });
  });

  it('keeps figures, names, and what a parser said', () => {
    expect(leftOutReason('has 12 MB; a file of this kind has 10 at most. Split it.', 'yue').text).toBe(
      '有 12 MB，呢類檔案最多 10 MB。分開幾個先。',
    );
    expect(leftOutReason('is damaged, or no PDF: Invalid\nstructure.', 'zh-Hans')).toEqual({
      text: '文件已损坏，或不是 PDF：',
      language: 'zh-Hans',
      detail: 'Invalid\nstructure.',
    });
  });

  it('that is not known stays English, and says so', () => {
    expect(leftOutReason('is of next year.', 'yue')).toEqual({ text: 'is of next year.', language: 'en' });
  });
});

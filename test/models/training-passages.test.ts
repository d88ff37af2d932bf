import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { isHeldOut, readPassages } from '../../models/train/passages/passages.ts';

const passages = readPassages();
const questions = passages.flatMap(({ answerable, unanswerable }) => [...answerable, ...unanswerable]);

it('the passages that the evidence model is trained with are whole', () => {
  expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
  for (const { id, en, zh, answerable, unanswerable } of passages) {
    expect([id, zh.length, answerable.length, unanswerable.length]).toEqual([id, en.length, 5, 6]);
    for (const { s } of [...answerable, ...unanswerable]) expect(en[s], `${id}, sentence ${s}`).toBeTypeOf('string');
  }
  for (const { en, zh, yue } of questions) {
    expect(en).toMatch(/[a-z]/i);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(yue).toMatch(/\p{Script=Han}/u);
  }
});

it('about one in eight is kept from the training', () => {
  const share = passages.filter(({ id }) => isHeldOut(id)).length / passages.length;
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.15);
});

it('none of their questions is one that the evaluation asks', () => {
  const own = new Set(questions.flatMap(({ en, zh, yue }) => [en.toLowerCase(), zh, yue]));
  for (const name of ['questions', 'unanswerable']) {
    const lines = readFileSync(join(ROOT, `test/eval/${name}.jsonl`), 'utf8')
      .trim()
      .split('\n');
    for (const { en, zh, yue } of lines.map((line) => JSON.parse(line)))
      expect([en.toLowerCase(), zh, yue].filter((text) => own.has(text))).toEqual([]);
  }
});

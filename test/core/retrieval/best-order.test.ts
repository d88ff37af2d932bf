import { describe, expect, it } from 'vitest';
import { orderBest } from '../../../core/retrieval/best-order.ts';

interface Toy {
  readonly passage: number;
  readonly score: number;
  readonly own: boolean;
  readonly met?: number;
  readonly translated?: number;
}

const order = (candidates: readonly Toy[]) =>
  orderBest(candidates, {
    isOwn: ({ own }) => own,
    met: async (best) => best.map(({ met }) => met),
    translated: ({ translated }) => translated,
  });
const passages = async (candidates: readonly Toy[]) => (await order(candidates)).map(({ passage }) => passage);

describe('orderBest', () => {
  it('puts first what meets the question, and tells how nearly', async () => {
    const ordered = await order([
      { passage: 1, score: 0.6, own: true, met: 0.5 },
      { passage: 2, score: 0.5, own: true, met: 1 },
    ]);
    expect(ordered.map(({ passage, score }) => [passage, score])).toEqual([
      [2, 0.6],
      [1, 0.5],
    ]);
    expect(ordered[0]!.met).toBe(1);
  });

  it('moves no language against another', async () => {
    expect(
      await passages([
        { passage: 1, score: 0.6, own: true, met: 0 },
        { passage: 2, score: 0.5, own: false, met: 1, translated: 1 },
      ]),
    ).toEqual([1, 2]);
  });

  it('counts what another language says in translation, with and without tokens', async () => {
    const near = { score: 0.6, own: false, translated: 0 };
    const says = { score: 0.58, own: false, translated: 1 };
    expect(
      await passages([
        { passage: 1, ...near },
        { passage: 2, ...says },
      ]),
    ).toEqual([2, 1]);
    const met = { met: 0.5 };
    expect(
      await passages([
        { passage: 1, ...near, ...met },
        { passage: 2, ...says, ...met },
      ]),
    ).toEqual([2, 1]);
  });

  it('looks at translations across languages only', async () => {
    const ordered = await order([
      { passage: 1, score: 0.6, own: true },
      { passage: 2, score: 0.58, own: true, translated: 1 },
    ]);
    expect(ordered.map(({ passage, translated }) => [passage, translated])).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
  });

  it('lets similarity decide where nothing is told', async () => {
    expect(
      await passages([
        { passage: 1, score: 2, own: true },
        { passage: 2, score: 1, own: true },
      ]),
    ).toEqual([1, 2]);
  });

  it('leaves what stands far behind where it is', async () => {
    const many = Array.from({ length: 60 }, (_, i) => ({
      passage: i,
      score: 1 - i / 100,
      own: true,
      met: i === 59 ? 1 : 0,
    }));
    const ordered = await order(many);
    expect(ordered.map(({ score }) => score)).toEqual(many.map(({ score }) => score));
    expect(ordered.at(-1)).toMatchObject({ passage: 59 });
  });
});

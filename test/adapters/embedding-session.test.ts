import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEmbeddingSession } from '../../adapters/embedding-session.ts';
import { ROOT } from '../../config.ts';

const ours = {
  name: 'e5-small-yue-zh-en',
  model: join(ROOT, 'models', 'e5-small-yue-zh-en'),
  dtype: 'q8',
  pooling: 'mean',
  threads: 1,
} as const;

describe('weights of seven bits', () => {
  it('give the same vectors where products are added in 16 bits', async () => {
    const [narrow, wide] = await Promise.all(
      [true, false].map((sevenBitWeights) => openEmbeddingSession({ ...ours, sevenBitWeights })),
    );
    // Any tokens will do, and many of them: a sum that runs over is rare.
    for (let length = 8; length <= 256; length *= 2) {
      const tokens = Array.from({ length }, (_, i) => 4 + ((i * 7919 + length) % 20_000));
      const [own] = await narrow!.run([tokens], 1);
      const [other] = await wide!.run([tokens], 1);
      expect(own!.vector).toEqual(other!.vector);
    }
  });
});

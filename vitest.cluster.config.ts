import { defineConfig } from 'vitest/config';

/** `npm run test:cluster`: three real Weaviate nodes, of which one is killed; minutes, so no part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.cluster.ts'],
    // One cluster at a time: its ports are fixed.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

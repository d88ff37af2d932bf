import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real weights are loaded in several files: two cores, and a loaded machine.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // vitest waits one second: what takes longer on a busy machine is not wrong.
    expect: { poll: { timeout: 20_000 } },
  },
});

import { defineConfig } from 'vitest/config';

/** `npm run test:faults`: what takes longer than a test of every day may. */
export default defineConfig({ test: { include: ['test/faults/**/*.faults.ts'], hookTimeout: 120_000 } });

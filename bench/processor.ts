import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const CPU_INFO = '/proc/cpuinfo';

/** Its name, and whether it has instructions for sums of int8 products, which are half of an embedding. */
export function processor(): string {
  const name = cpus()[0]?.model ?? 'unknown';
  if (process.arch !== 'x64' || !existsSync(CPU_INFO)) return name;
  return `${name}, ${/\bavx(?:512)?_vnni\b/.test(readFileSync(CPU_INFO, 'utf8')) ? 'with' : 'without'} VNNI`;
}

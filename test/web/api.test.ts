import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectTypeOf, it } from 'vitest';
import { buildWidget } from '../../scripts/build-widget.ts';
import type * as api from '../../web/api.d.ts';
import type { FailureKind } from '../../web/client.ts';
import type { SammanChat } from '../../web/element.ts';
import type * as protocol from '../../web/protocol.ts';

it('ships the types that the code has', () => {
  expectTypeOf<api.CitationCard>().toEqualTypeOf<Flat<protocol.CitationCard>>();
  expectTypeOf<keyof api.Answer>().toEqualTypeOf<keyof protocol.Answer>();
  expectTypeOf<protocol.Answer>().toExtend<api.Answer>();
  expectTypeOf<api.Failure['kind']>().toEqualTypeOf<FailureKind>();
  expectTypeOf<SammanChat>().toExtend<api.SammanChat>();
});

type Flat<T> = { [K in keyof T]: T[K] };

it('makes a package with one module, its types and the script for a tag', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'samman-widget-'));
  try {
    await buildWidget(folder);
    expect((await readdir(folder)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
      'samman-chat.d.ts',
      'samman-chat.js',
      'widget.js',
    ]);
    const module = await readFile(join(folder, 'samman-chat.js'), 'utf8');
    expect(module).toMatch(/export\{\w+ as SammanChat\}/);
    expect(module).not.toMatch(/\bimport\b/);
    expect(module).not.toContain('DOMContentLoaded');
  } finally {
    await rm(folder, { recursive: true });
  }
});

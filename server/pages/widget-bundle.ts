import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';
import { ROOT } from '../../config.ts';

/** A file ready to be served; `etag` is quoted, as in the header. */
export interface Bundle {
  readonly code: string;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

const WEB = join(ROOT, 'web');

/** Imports a style sheet as its minified text, for constructed style sheets. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' });
      // esbuild keeps the spaces inside custom properties.
      const contents = code.trim().replace(/([,:]) /g, '$1');
      return { contents, loader: 'text' };
    });
  },
};

/**
 * A script of `web/` in one file, `text/javascript; charset=utf-8`: `main.ts` is `/widget.js`, `embed-page.ts` the
 * script of `/embed`, `module.ts` what a bundler takes.
 */
export function bundleScript(
  entry: 'main.ts' | 'embed-page.ts' | 'admin-page.ts' | 'module.ts',
  format: 'iife' | 'esm' = 'iife',
): Promise<Bundle> {
  return bundle({ entryPoints: [join(WEB, entry)], format, target: 'es2022', plugins: [cssAsText] });
}

/** The widget, for `/widget.js`. */
export const bundleWidget = (): Promise<Bundle> => bundleScript('main.ts');

/** The pages' style sheet with the shared theme, for `/pages.css`: `text/css; charset=utf-8`. */
export const bundleStyles = (): Promise<Bundle> => bundle({ entryPoints: [join(WEB, 'pages.css')] });

async function bundle(options: BuildOptions): Promise<Bundle> {
  const { outputFiles } = await build({
    ...options,
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  const code = outputFiles![0]!.text;
  const etag = `"${createHash('sha256').update(code).digest('base64url').slice(0, 22)}"`;
  return { code, gzip: new Uint8Array(gzipSync(code, { level: 9 })), etag };
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { ROOT } from '../../config.ts';

/** A file ready to be served; `etag` is quoted, as in the header. */
export interface Bundle {
  readonly code: string;
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
      const contents = code.trim().replace(/, | ?([:+*]) (?=var\(|light-dark\(|")/g, (space, sign) => sign ?? ',');
      return { contents, loader: 'text' };
    });
  },
};

/** The widget in one file, for `/widget.js`: `text/javascript; charset=utf-8`. */
export async function bundleWidget(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, 'main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    plugins: [cssAsText],
  });
  return bundleOf(outputFiles[0]!.text);
}

/** The pages' style sheet with the shared theme, for `/pages.css`: `text/css; charset=utf-8`. */
export async function bundleStyles(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, 'pages.css')],
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  return bundleOf(outputFiles[0]!.text);
}

function bundleOf(code: string): Bundle {
  return { code, etag: `"${createHash('sha256').update(code).digest('base64url').slice(0, 22)}"` };
}

/** `npm run add`: the command line that turns sources into articles of the corpus. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadLanguageDetector } from '../../adapters/language-id-file.ts';
import { ConfigError, ROOT, readConfig } from '../../config.ts';
import { LANGUAGES, type Language } from '../../core/types.ts';
import { type AddEvent, type AddOptions, add } from './add.ts';
import { ANYWHERE, PUBLIC } from './addresses.ts';

const HELP = `Usage: npm run add -- SOURCE... [options]

  SOURCE            a file, a folder, or the address of a page, an RSS or Atom feed, a sitemap
                    (these two from a .xml file too)
  --corpus DIR      folder of articles (CORPUS_DIR)
  --limit N         articles of feeds and sitemaps at most (20)
  --dry-run         only say what would be done
  --replace         overwrite an article that is there and differs
  --id NAME         name of the article, of a single SOURCE; versions of one article share it
  --language L      ${LANGUAGES.join(', ')}, where it is told wrongly
  --allow-private   fetch from private addresses and other ports: your own network

Reads ${'Markdown, text, HTML, PDF, DOCX, EPUB and JSONL'}. Afterwards: npm run ingest
Exit code: 0 done, 2 done but some were left out, 1 nothing could be added.`;

const LIMIT = 'must be a whole number from 1 to 100,000';

const optionsSchema = z.object({
  limit: z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(100_000, LIMIT),
  language: z.enum(LANGUAGES as [Language, ...Language[]]).optional(),
  id: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*$/u, 'must be letters, digits, - and _')
    .optional(),
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      corpus: { type: 'string' },
      limit: { type: 'string', default: '20' },
      'dry-run': { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      id: { type: 'string' },
      language: { type: 'string' },
      'allow-private': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || positionals.length === 0) {
    console.log(HELP);
    return values.help ? 0 : 1;
  }
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `--${String(path[0])} ${message}.`);
    throw new ConfigError(lines.join('\n'));
  }
  const { limit, id, language } = parsed.data;
  if (id !== undefined && positionals.length > 1)
    throw new ConfigError('--id is the name of one article: give one SOURCE.');
  const config = readConfig(values.corpus ? { CORPUS_DIR: values.corpus } : {});
  const detector = await loadLanguageDetector(join(ROOT, 'models'));
  return run(positionals, {
    corpusDir: config.corpusDir,
    cacheDir: join(config.indexDir, 'parsed'),
    detect: (text) => detector.detect(text).language,
    limit,
    replace: values.replace,
    dryRun: values['dry-run'],
    reach: values['allow-private'] ? ANYWHERE : PUBLIC,
    ...(id !== undefined && { id }),
    ...(language && { language }),
  });
}

async function run(sources: readonly string[], options: AddOptions): Promise<number> {
  let added = 0;
  let known = 0;
  let leftOut = 0;
  for await (const event of add(sources, options)) {
    if (event.type === 'article') added++;
    if (event.type === 'known') known += event.count;
    if (event.type === 'left-out') leftOut++;
    (event.type === 'left-out' ? console.error : console.log)(inWords(event, options.dryRun));
  }
  if (added > 0 && !options.dryRun) console.log('Now run: npm run ingest');
  if (leftOut > 0) console.error(`Left out ${leftOut}.`);
  return leftOut === 0 ? 0 : added + known > 0 ? 2 : 1;
}

function inWords(event: AddEvent, dryRun: boolean): string {
  if (event.type === 'left-out') return `Left out ${event.name}: it ${event.reason}`;
  if (event.type === 'more') return `${event.count} more are listed there. Take them with --limit.`;
  if (event.type === 'known')
    return `Unchanged: ${event.count} of ${event.name}, in the corpus already and not fetched again. --replace takes them anew.`;
  const said = { added: 'Added', replaced: 'Replaced', unchanged: 'Unchanged' }[event.outcome];
  return `${dryRun && event.outcome !== 'unchanged' ? `Would be ${said.toLowerCase()}` : said}: ${event.file} (${event.title})${event.note ? `, ${event.note}` : ''}`;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    const usage = error?.code?.startsWith?.('ERR_PARSE_ARGS');
    console.error(error instanceof ConfigError || usage ? error.message : (error.stack ?? error));
    if (usage) console.error(HELP);
    process.exitCode = 1;
  },
);

/** `npm run ask -- "question"`: an answer in the terminal. */
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import { LANGUAGES } from '../core/types.ts';
import { matchLanguage } from '../web/language.ts';
import { type CitedAnswer, sourceText, withSources } from './cited-answer.ts';
import { compose } from './compose.ts';
import { localUrl } from './local-url.ts';
import { shownError } from './shown-error.ts';

const HELP = `Usage: npm run ask -- "question" [--language ${LANGUAGES.join('|')}] [--json]

Answers from the articles, with the sources below. Without --language the answer is in the question's own.
--json prints what POST /ask answers. Sources have addresses where a server of the same HOST and PORT is running.
The README lists the settings, such as CORPUS_DIR and ANSWER_THRESHOLD.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { language: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const question = positionals.join(' ').trim();
  const language = values.language === undefined ? undefined : matchLanguage(values.language);
  const isUnknown = values.language !== undefined && language === undefined;
  if (isUnknown) console.error(`There is no language “${values.language}”.`);
  if (!question || isUnknown) {
    console.error(HELP);
    return 1;
  }
  const config = readConfig({ LOG_LEVEL: 'warn' });
  const { service, close } = await compose(config, { once: true });
  for await (const event of service.ask({ question, ...(language && { language }) }, new AbortController().signal)) {
    if (event.type === 'token' && !values.json) process.stdout.write(event.text);
    if (event.type !== 'done') continue;
    const answer = withSources(event.answer, await service.library());
    if (values.json) console.log(JSON.stringify(answer, null, 2));
    else await printSources(answer, config);
  }
  close();
  return 0;
}

async function printSources({ citations }: CitedAnswer, config: Config): Promise<void> {
  const origin = await runningServer(config);
  const sources = citations.map((citation) => `${sourceText(citation, origin)}\n`);
  process.stdout.write(['\n', ...(sources.length ? ['\n', ...sources] : [])].join(''));
}

/** @returns its address, or undefined where none of these settings is up. */
async function runningServer({ host, port }: Config): Promise<string | undefined> {
  const origin = localUrl(host, port);
  const ready = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(500) }).catch(() => undefined);
  return ready?.ok ? origin : undefined;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(shownError(error));
    process.exitCode = 1;
  },
);

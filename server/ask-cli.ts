/** `npm run ask -- "question"`: an answer in the terminal. */
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { LANGUAGES, type Language } from '../core/types.ts';
import { placeOf } from '../web/quote.ts';
import { compose } from './compose.ts';
import { shownError } from './shown-error.ts';

const HELP = `Usage: npm run ask -- "question" [--language ${LANGUAGES.join('|')}]

Answers from the articles, with the sources below. Without --language the answer is in the question's own.
The README lists the settings, such as CORPUS_DIR and ANSWER_THRESHOLD.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { language: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const question = positionals.join(' ').trim();
  const language = values.language as Language | undefined;
  if (language && !LANGUAGES.includes(language)) console.error(`There is no language “${language}”.`);
  if (!question || (language && !LANGUAGES.includes(language))) {
    console.error(HELP);
    return 1;
  }
  const { service, close } = await compose(readConfig({ LOG_LEVEL: 'warn' }));
  const sources: string[] = [];
  for await (const event of service.ask({ question, ...(language && { language }) }, new AbortController().signal)) {
    if (event.type === 'token') process.stdout.write(event.text);
    if (event.type !== 'done') continue;
    for (const { n, quote, ...place } of event.answer.citations) sources.push(`[${n}] ${placeOf(place)}\n    ${quote}`);
  }
  process.stdout.write(`\n${sources.length ? `\n${sources.join('\n')}\n` : ''}`);
  close();
  return 0;
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

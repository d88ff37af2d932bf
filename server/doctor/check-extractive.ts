/** Whether the articles answer without a language model. */
import type { Library } from '../../core/library.ts';
import { LANGUAGES } from '../../core/types.ts';
import type { Service } from '../service.ts';
import { type Check, ill, well } from './check.ts';

export async function* checkExtractive(service: Service): AsyncGenerator<Check> {
  yield well('model', 'LLM_BACKEND=extractive needs none: answers are the articles’ own sentences.');
  const question = questionOf(await service.library());
  if (!question) return yield ill('answers', 'There is no article to answer from: put one into the corpus folder.');
  for await (const event of service.ask({ question }, new AbortController().signal)) {
    if (event.type !== 'done') continue;
    const { answer, refused, timings } = event.answer;
    if (!refused) yield well('answers', `“${question}” → “${answer}” in ${Math.round(timings.total)} ms.`);
    else yield ill('answers', `“${question}” → “${answer}”. Lower ANSWER_THRESHOLD if the articles hold the answer.`);
  }
}

/** One that an editor wrote, since it ought to be answered; a title where there is none. */
const questionOf = (library: Library): string | undefined =>
  LANGUAGES.flatMap((language) => library.starters(language))[0] ?? library.articles(LANGUAGES[0]!)[0]?.title;

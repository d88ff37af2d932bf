/** What a language model says, sentence by sentence. */
import { ModelError } from '../../model-error.ts';
import type { LanguageModel } from '../../types.ts';
import type { Prompt } from './prompt.ts';
import { createSentenceStream, type StreamedSentence } from './sentence-stream.ts';

/** Characters of which a loop is told: a model that has written one thing so long writes nothing else. */
const LOOP = 120;
/** Of what it writes over and over, at most. */
const PERIOD = 24;

/** The model's sentences; the last one only where it is whole. A model that goes round in circles is stopped. @throws ModelError */
export async function* sentencesOf(
  model: LanguageModel,
  { messages, maxTokens }: Prompt,
  signal: AbortSignal,
): AsyncGenerator<StreamedSentence> {
  const stop = new AbortController();
  const stream = createSentenceStream();
  let silent = true;
  let tail = '';
  let whole = true;
  try {
    for await (const event of model.generate(messages, { maxTokens }, AbortSignal.any([signal, stop.signal]))) {
      if (event.type === 'end') {
        whole = event.reason === 'stop';
        break;
      }
      if (event.text.trim() !== '') silent = false;
      yield* stream.push(event.text);
      tail = (tail + event.text).slice(-LOOP);
      if (isLoop(tail)) {
        whole = false;
        break;
      }
    }
    if (signal.aborted) return;
    if (silent) throw new ModelError('silent', `${model.model} ended without a word.`);
    const rest = stream.end();
    yield* whole ? rest : rest.slice(0, -1);
  } finally {
    // Whoever leaves the loop early, because the language is wrong, stops the model as well.
    stop.abort();
  }
}

/** “嘅，嘅，嘅，”: small models fall into it, and would go on to the limit of their answer. */
function isLoop(tail: string): boolean {
  if (tail.length < LOOP) return false;
  for (let period = 1; period <= PERIOD; period++) {
    if (tail.startsWith(tail.slice(period))) return true;
  }
  return false;
}

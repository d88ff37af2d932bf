/** Lets a language model say a follow-up question in full. */
import { findQuantities } from '../text/quantities.ts';
import type { Language, LanguageModel, Message, Turn } from '../types.ts';
import type { AnswerQueue } from './answer-queue.ts';
import type { Rewrite } from './follow-up.ts';
import { missingName, readNameSource } from './grounded/names.ts';

export interface RewriteParts {
  readonly model: LanguageModel;
  /** Where the model is busy, nobody waits for this. */
  readonly queue?: Pick<AnswerQueue, 'enterIfFree'>;
  languageOf(question: string): Language;
  /** A failure of the model. The question is not in it. */
  onError?(error: unknown): void;
}

/** Of the question said in full. */
const TOKENS = 80;
/** Turns that it may lean on. */
const TURNS = 4;
/** UTF-16 code units of a turn that are shown: the names stand at its beginning. */
const TURN_LENGTH = 300;

const INSTRUCTION: Readonly<Record<Language, string>> = {
  yue: '將最後嗰條問題改寫成一條唔使睇上文都明嘅問題，將「佢」、「嗰個」換返做個名。淨係寫條問題，唔好答。',
  'zh-Hant': '把最後一條問題改寫成不看上文也能明白的問題，把「它」、「那個」換成名稱。只寫問題，不要回答。',
  'zh-Hans': '把最后一个问题改写成不看上文也能明白的问题，把“它”、“那个”换成名称。只写问题，不要回答。',
  en: 'Rewrite the last question so that it is clear without the conversation: put the names in place of “it” or “they”. Write the question only, do not answer it.',
};

/** The rewrite is used only where every name and figure in it stands in the conversation. */
export function createRewrite({ model, queue, languageOf, onError }: RewriteParts): Rewrite {
  return async (question, history, signal) => {
    const leave = queue ? queue.enterIfFree() : () => {};
    if (!leave) return undefined;
    const stop = new AbortController();
    try {
      const messages = messagesOf(question, history, languageOf(question));
      const tokens = messages.reduce((sum, { content }) => sum + model.countTokens(content) + 12, 12);
      if (tokens + TOKENS > model.contextTokens) return undefined;
      let text = '';
      for await (const event of model.generate(
        messages,
        { maxTokens: TOKENS },
        AbortSignal.any([signal, stop.signal]),
      )) {
        if (event.type === 'end') break;
        text += event.text;
        if (/\S[^\n]*\n/.test(text)) break;
      }
      return accepted(text, question, history);
    } catch (error) {
      onError?.(error);
      return undefined;
    } finally {
      stop.abort();
      leave();
    }
  };
}

function messagesOf(question: string, history: readonly Turn[], language: Language): Message[] {
  const turns = [...history.slice(-TURNS), { role: 'user', content: question } as const];
  const talk = turns.map(
    ({ role, content }) => `${role === 'user' ? 'Q' : 'A'}: ${content.slice(0, TURN_LENGTH).replace(/\s+/g, ' ')}`,
  );
  return [{ role: 'user', content: `${talk.join('\n')}\n\n${INSTRUCTION[language]}` }];
}

function accepted(text: string, question: string, history: readonly Turn[]): string | undefined {
  const [line = ''] = text.trim().split('\n');
  const rewritten = line
    .replace(/^(?:Q|A|問題|问题|Question)\s*[:：]\s*/i, '')
    .replace(/^[「“"']|[」”"']$/g, '')
    .trim();
  const isChinese = (written: string) => /\p{Script=Han}/u.test(written);
  if (rewritten.length < 2 || rewritten.length > 300 || isChinese(rewritten) !== isChinese(question)) return undefined;
  const talk = [...history.map(({ content }) => content), question].join('\n');
  const figures = new Set(findQuantities(talk).map(({ key }) => key));
  if (findQuantities(rewritten).some(({ key }) => !figures.has(key))) return undefined;
  return missingName(rewritten, readNameSource(talk)) === undefined ? rewritten : undefined;
}

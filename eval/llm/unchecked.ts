/** What a reader would get without the check: the model's own words, its marks taken for citations. */
import { buildPrompt } from '../../core/answer/grounded/prompt.ts';
import { refusalText } from '../../core/answer/phrases.ts';
import type { ChatModel, Citation, LanguageModel, Passage } from '../../core/types.ts';
import { bare } from './judge.ts';
import { NONCE } from './ways.ts';

/** Asks as the checked answer does at first, and only what the extractive answer does not refuse: both share a generation. */
export function createUnchecked(model: LanguageModel, extractive: ChatModel): ChatModel {
  return {
    backend: model.backend,
    model: model.model,
    async *reply(request, signal) {
      const prompt = buildPrompt(request, { model, again: false, nonce: NONCE, maxTokens: undefined });
      let refused = prompt === undefined;
      for await (const { type } of extractive.reply(request, signal)) refused ||= type === 'refusal';
      if (!prompt || refused) {
        yield { type: 'refusal' };
        return;
      }
      let text = '';
      for await (const event of model.generate(prompt.messages, { maxTokens: prompt.maxTokens }, signal)) {
        if (event.type !== 'text') continue;
        text += event.text;
        yield { type: 'token', text: event.text };
      }
      if (bare(text).endsWith(bare(refusalText(request.language)))) yield { type: 'refusal' };
      for (const n of new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits)))) {
        const passage = prompt.passages[n - 1];
        if (passage) yield { type: 'citation', citation: cite(passage, n) };
      }
    },
  };
}

const cite = ({ article, title, headings, language, start, end, text }: Passage, n: number): Citation => ({
  ...{ n, article, title, headings, language, start, end },
  quote: text,
  score: 1,
});

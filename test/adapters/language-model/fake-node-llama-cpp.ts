import type { ChatItem, NodeLlamaCpp } from '../../../adapters/language-model/node-llama-cpp.ts';

const words = (text: string): string[] => text.split(/(?<=\s)/);

interface FakeOptions {
  readonly log?: string[];
  /** What it answers; by default what it was last told. */
  readonly says?: string;
  readonly contextTokens?: number;
}

/** Speaks node-llama-cpp's interface; its model says a word a millisecond, and a Chinese character is a token. */
export function fakeNodeLlamaCpp({ log = [], says, contextTokens = 100 }: FakeOptions = {}): NodeLlamaCpp {
  const tokenize = (text: string) => (text.match(/\p{Script=Han}|\S+/gu) ?? []).map((_, i) => i);
  return {
    getLlama: async () => ({
      loadModel: async () => ({
        tokenizer: undefined,
        trainContextSize: contextTokens,
        fileInfo: { metadata: {} },
        tokenize,
        createContext: async ({ contextSize }) => ({ contextSize, getSequence: () => ({}) }),
      }),
      dispose: async () => {
        log.push('disposed');
      },
    }),
    resolveChatWrapper: () => ({}),
    LlamaChat: class {
      chatWrapper = {
        wrapperName: 'fake',
        generateContextState: ({ chatHistory }: { readonly chatHistory: readonly ChatItem[] }) => ({
          contextText: { tokenize: () => tokenize(chatHistory.map(said).join(' ')) },
        }),
      };

      async generateResponse(history: readonly ChatItem[], options: Options) {
        const text = said(history.at(-2)!);
        log.push(`start ${text.trim()}`);
        const all = words(says ?? text);
        if (text === 'break') throw new Error('out of memory');
        for (const [i, word] of all.slice(0, options.maxTokens).entries()) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          if (options.signal.aborted) {
            log.push(`stop after ${i}`);
            return { metadata: { stopReason: 'abort' } };
          }
          options.onToken([i]);
          options.onTextChunk(word);
        }
        log.push(`end ${text.trim()}`);
        return { metadata: { stopReason: all.length > options.maxTokens ? 'maxTokens' : 'eogToken' } };
      }
    },
  };
}

type Options = Parameters<InstanceType<NodeLlamaCpp['LlamaChat']>['generateResponse']>[1];

const said = (item: ChatItem): string => (item.type === 'model' ? item.response.join('') : item.text);

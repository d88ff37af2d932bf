/**
 * node-llama-cpp, which is not installed by default, and as much of its shape as is used here. Types of our own, since
 * its own are there only where it is.
 */
import { ModelError } from '../../core/model-error.ts';

export type ChatItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };

interface GenerateOptions {
  readonly maxTokens: number;
  readonly temperature: number;
  readonly budgets: { readonly thoughtTokens: number };
  readonly signal: AbortSignal;
  readonly stopOnAbortSignal: boolean;
  onTextChunk(text: string): void;
  onToken(tokens: readonly number[]): void;
}

export interface Chat {
  readonly chatWrapper: {
    readonly wrapperName: string;
    generateContextState(input: { readonly chatHistory: readonly ChatItem[] }): {
      readonly contextText: { tokenize(tokenizer: unknown): readonly number[] };
    };
  };
  generateResponse(
    history: readonly ChatItem[],
    options: GenerateOptions,
  ): Promise<{ readonly metadata: { readonly stopReason: string } }>;
}

export interface LoadedModel {
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } } };
  tokenize(text: string, specialTokens?: boolean): readonly number[];
  createContext(options: {
    readonly contextSize: number;
    readonly batchSize: number;
    readonly sequences: 1;
  }): Promise<{ readonly contextSize: number; getSequence(): unknown }>;
}

interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<LoadedModel>;
  dispose(): Promise<void>;
}

export interface NodeLlamaCpp {
  getLlama(options: {
    readonly build: 'never';
    readonly gpu: false;
    readonly skipDownload: true;
    readonly progressLogs: false;
    readonly logLevel: 'error';
    readonly maxThreads?: number;
    logger(level: string, message: string): void;
  }): Promise<Llama>;
  readonly LlamaChat: new (options: { readonly contextSequence: unknown; readonly chatWrapper: unknown }) => Chat;
  resolveChatWrapper(
    model: LoadedModel,
    options: { readonly customWrapperSettings: { readonly qwen?: { readonly thoughts: 'discourage' } } },
  ): unknown;
}

/** Its install script would look for a binary to build or download: the ones npm brought serve. */
export const INSTALL = 'npm install --no-save --save-prod --ignore-scripts node-llama-cpp@3.22.1';

/** @throws ModelError with the command that installs it. */
export async function importNodeLlamaCpp(
  // A variable, since neither the compiler nor the bundler is to look for it.
  name = 'node-llama-cpp',
): Promise<NodeLlamaCpp> {
  try {
    return (await import(name)) as NodeLlamaCpp;
  } catch (cause) {
    throw new ModelError(
      'unreachable',
      `LLM_BACKEND=gguf needs ${name}, which is not installed or does not run here. Install it beside Samman with\n  ${INSTALL}\n` +
        'and again after every npm ci or npm install, which take it away.',
      { cause },
    );
  }
}

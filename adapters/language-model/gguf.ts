/** A GGUF file in the server's own process: llama.cpp through node-llama-cpp. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ModelError } from '../../core/model-error.ts';
import type { LanguageModel, Message, ModelEvent } from '../../core/types.ts';
import { type Chat, type ChatItem, importNodeLlamaCpp, type LoadedModel, type NodeLlamaCpp } from './node-llama-cpp.ts';
import { createPushedStream } from './pushed-stream.ts';
import { createWaitingLine } from './waiting-line.ts';

export interface GgufOptions {
  /** Of the `.gguf` file. */
  readonly path: string;
  /** Tokens of prompt and answer together; what the model was trained for where that is less. */
  readonly contextTokens?: number;
  /** CPU threads; by default as many as the processor has cores. */
  readonly threads?: number;
}

export interface GgufModel extends LanguageModel {
  /** Frees the memory of the weights. */
  close(): Promise<void>;
}

/** Four passages, an instruction and an answer with room to spare; 1.5B of Qwen keep 28 KB of memory a token. */
const CONTEXT_TOKENS = 4096;

/** Between two batches generation can be stopped: on two cores 64 tokens of prompt are a second. */
const BATCH_TOKENS = 64;

/**
 * Answers one request after the other; the ones behind wait. Always the likeliest token (temperature 0).
 * @throws ModelError when node-llama-cpp is missing or the file is none that can be used.
 */
export async function createGgufModel(
  { path, contextTokens = CONTEXT_TOKENS, threads }: GgufOptions,
  load: () => Promise<NodeLlamaCpp> = importNodeLlamaCpp,
): Promise<GgufModel> {
  await expectGguf(path);
  const library = await load();
  const complaints: string[] = [];
  const llama = await library.getLlama({
    build: 'never',
    gpu: false,
    skipDownload: true,
    progressLogs: false,
    logLevel: 'error',
    logger: (_, message) => complaints.push(message.trim()),
    ...(threads && { maxThreads: threads }),
  });
  try {
    const model = await llama.loadModel({ modelPath: path });
    const contextSize = Math.min(contextTokens, model.trainContextSize);
    const context = await model.createContext({ contextSize, batchSize: BATCH_TOKENS, sequences: 1 });
    return {
      ...speak(model, createChat(library, model, context.getSequence()), contextSize, path),
      close: () => llama.dispose(),
    };
  } catch (cause) {
    await llama.dispose();
    const why = complaints.splice(-3).join(' ') || (cause as Error).message;
    throw new ModelError('no-such-model', `LLM_MODEL=${path} cannot be loaded: ${why}. ${REMEDY}`, { cause });
  }
}

const REMEDY = 'Fetch the file again, whole, or name another; it needs as much free memory as the file is large.';

const createChat = (library: NodeLlamaCpp, model: LoadedModel, contextSequence: unknown): Chat =>
  new library.LlamaChat({
    contextSequence,
    // Thinking aloud would cost the reader minutes on a CPU; a model that never thinks is thrown by being told not to.
    chatWrapper: library.resolveChatWrapper(model, {
      customWrapperSettings: thinks(model) ? { qwen: { thoughts: 'discourage' } } : {},
    }),
  });

const thinks = ({ fileInfo }: LoadedModel): boolean =>
  fileInfo.metadata.tokenizer?.chat_template?.includes('think') ?? false;

function speak(model: LoadedModel, chat: Chat, contextTokens: number, path: string): LanguageModel {
  const line = createWaitingLine();
  return {
    backend: 'gguf',
    model: basename(path),
    contextTokens,
    countTokens: (text) => model.tokenize(text).length,
    async *generate(messages, { maxTokens }, signal) {
      const leave = await line.enter(signal);
      if (!leave) return;
      try {
        yield* answer(messages, maxTokens, signal);
      } finally {
        leave();
      }
    },
  };

  async function* answer(
    messages: readonly Message[],
    maxTokens: number,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const history = toHistory(messages);
    const prompt = chat.chatWrapper.generateContextState({ chatHistory: history }).contextText;
    const promptTokens = prompt.tokenize(model.tokenizer).length;
    // The library would quietly drop what came first.
    if (promptTokens + maxTokens > contextTokens) throw tooLong(promptTokens, maxTokens, contextTokens);

    const abandoned = new AbortController();
    const stopped = AbortSignal.any([signal, abandoned.signal]);
    const texts = createPushedStream<string>();
    let completion = 0;
    const generation = chat
      .generateResponse(history, {
        maxTokens,
        temperature: 0,
        budgets: { thoughtTokens: 0 },
        signal: stopped,
        stopOnAbortSignal: true,
        onTextChunk: texts.push,
        onToken: (tokens) => {
          completion += tokens.length;
        },
      })
      .finally(texts.end);
    // It may fail while the reader is busy with the last text; the error is thrown where it is awaited.
    generation.catch(() => {});
    try {
      let said = false;
      for await (const text of texts) {
        if (stopped.aborted) return;
        const words: string = said ? text : text.trimStart();
        if (words) yield { type: 'text', text: words };
        said ||= words !== '';
      }
      const { stopReason } = (await generation).metadata;
      if (stopped.aborted) return;
      if (!said) throw new ModelError('silent', `${basename(path)} said nothing.`);
      const reason = stopReason === 'maxTokens' ? 'length' : 'stop';
      yield { type: 'end', reason, usage: { prompt: promptTokens, completion } };
    } catch (cause) {
      if (stopped.aborted) return;
      if (cause instanceof ModelError) throw cause;
      throw new ModelError('server-error', `${basename(path)} stopped: ${(cause as Error).message}`, { cause });
    } finally {
      abandoned.abort();
      await generation.catch(() => {});
    }
  }
}

const tooLong = (prompt: number, answer: number, context: number) =>
  new ModelError(
    'bad-request',
    `The prompt has ${prompt} tokens and the answer may have ${answer}: more than the ${context} of the context.`,
  );

/** The texts are data: what looks like a control token in them is read as the characters it is written with. */
const toHistory = (messages: readonly Message[]): ChatItem[] => [
  ...messages.map(
    ({ role, content }): ChatItem =>
      role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  ),
  { type: 'model', response: [] },
];

/** @throws ModelError. Loading what is no GGUF file would fail too, but with a message of llama.cpp's. */
async function expectGguf(path: string): Promise<void> {
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${cause.code})`;
    throw new ModelError('no-such-model', `LLM_MODEL=${path}: ${why}. Set it to the path of a .gguf file.`, { cause });
  });
  try {
    const magic = Buffer.alloc(4);
    await file.read(magic, 0, 4, 0).catch(() => {});
    if (magic.toString('latin1') !== 'GGUF') {
      throw new ModelError('no-such-model', `LLM_MODEL=${path} is not a GGUF file. ${REMEDY}`);
    }
  } finally {
    await file.close();
  }
}

/** The tokenizer of an embedding model. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';

export interface ModelTokenizer {
  /** The numbers of a text's tokens, with the signs around it unless they are not wanted. */
  encode(text: string, options?: { readonly add_special_tokens?: boolean }): number[];
  decode(tokens: number[]): string;
  /** Fills short rows. */
  readonly pad: number;
  /** What a Unigram model holds: the logarithm of each piece's probability. */
  readonly scores: readonly number[] | undefined;
}

/** @param folder the model's; without one transformers.js fetches it. @param name its own on the hub. */
export async function openTokenizer(folder: string | undefined, name: string): Promise<ModelTokenizer> {
  const { tokenizer, config } = folder === undefined ? await fromHub(name) : await fromFolder(folder);
  const named = config.pad_token ?? config.eos_token;
  const padToken = typeof named === 'string' ? named : named?.content;
  return {
    encode: (text, options) => tokenizer.encode(text, options).ids,
    decode: (tokens) => tokenizer.decode(tokens),
    pad: (padToken && tokenizer.token_to_id(padToken)) || 0,
    scores: (tokenizer.model as { scores?: readonly number[] } | null)?.scores,
  };
}

type Token = string | { readonly content: string };

interface Opened {
  readonly tokenizer: Tokenizer;
  readonly config: { readonly pad_token?: Token | null; readonly eos_token?: Token | null };
}

/** Without transformers.js, which takes a quarter of a second to load and makes this same tokenizer. */
async function fromFolder(folder: string): Promise<Opened> {
  const read = async (name: string) => JSON.parse((await readFile(join(folder, name))).toString('utf8'));
  const [json, config] = await Promise.all([read('tokenizer.json'), read('tokenizer_config.json')]);
  return { tokenizer: new Tokenizer(json, config), config };
}

async function fromHub(name: string): Promise<Opened> {
  const { AutoTokenizer, env } = await import('@xenova/transformers');
  env.allowRemoteModels = true;
  const opened = await AutoTokenizer.from_pretrained(name);
  return { tokenizer: opened._tokenizer, config: opened.config };
}

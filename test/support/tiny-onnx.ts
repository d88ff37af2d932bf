/** Embedding models of a few hundred bytes: real ONNX graphs and a real tokenizer, for transformers.js to load. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TinyModel {
  /** The folder's name, which says what the adapter takes the model for. */
  readonly name: string;
  /** Of `config.json`: how transformers.js calls the graph. */
  readonly type: 'bert' | 'new' | 'qwen3' | 'gemma3_text';
  readonly words: readonly string[];
  readonly outputs: readonly ('last_hidden_state' | 'sentence_embedding')[];
}

export const WIDTH = 4;

/** The vector of the token with this id. */
export const rowOf = (id: number): number[] => Array.from({ length: WIDTH }, (_, i) => Math.sin(1 + id * WIDTH + i));

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

/** The ids a tiny tokenizer gives a text of its words, with the two tokens around it. */
export const idsOf = ({ words }: TinyModel, text: readonly string[]): number[] => [
  2,
  ...text.map((word) => SPECIAL.length + words.indexOf(word)),
  3,
];

export async function writeTinyModel(modelsDir: string, model: TinyModel): Promise<void> {
  const folder = join(modelsDir, model.name);
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const vocabulary = [...SPECIAL, ...model.words];
  const json = (file: string, value: object) => writeFile(join(folder, file), JSON.stringify(value));
  await json('config.json', {
    model_type: model.type,
    hidden_size: WIDTH,
    num_hidden_layers: 1,
    num_attention_heads: 1,
    num_key_value_heads: 1,
    head_dim: WIDTH,
  });
  await json('tokenizer_config.json', { tokenizer_class: 'PreTrainedTokenizerFast', pad_token: '[PAD]' });
  await json('tokenizer.json', tokenizer(vocabulary));
  await writeFile(join(folder, 'onnx', 'model_quantized.onnx'), graph(vocabulary.length, model.outputs));
}

function tokenizer(vocabulary: readonly string[]): object {
  const special = (content: string, id: number) => ({ id, content, special: true, normalized: false });
  const around = (token: string, id: number) => [token, { id: token, ids: [id], tokens: [token] }];
  return {
    version: '1.0',
    added_tokens: SPECIAL.map(special),
    normalizer: null,
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: Object.fromEntries([around('[CLS]', 2), around('[SEP]', 3)]),
    },
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  };
}

/**
 * `last_hidden_state` at a token is the sum of the rows up to it: it depends on what stands before, as in a model that reads
 * forwards. `sentence_embedding` is the sum of the rows that the mask shows.
 */
function graph(vocabulary: number, outputs: TinyModel['outputs']): Uint8Array {
  const rows = new Float32Array(Array.from({ length: vocabulary }, (_, id) => rowOf(id)).flat());
  const one = new BigInt64Array([1n]);
  const nodes = [
    node('Gather', ['rows', 'input_ids'], 'each'),
    node('CumSum', ['each', 'axis'], 'last_hidden_state'),
    node('Cast', ['attention_mask'], 'mask', message(bytes(1, 'to'), int(3, FLOAT), int(20, 2))),
    node('Unsqueeze', ['mask', 'axes'], 'column'),
    node('Mul', ['each', 'column'], 'shown'),
    node('ReduceSum', ['shown', 'last'], 'sentence_embedding', message(bytes(1, 'keepdims'), int(3, 0), int(20, 2))),
  ];
  const initializers = [
    tensor('rows', FLOAT, [vocabulary, WIDTH], rows),
    tensor('axis', INT64, [], one),
    tensor('axes', INT64, [1], new BigInt64Array([2n])),
    tensor('last', INT64, [1], one),
  ];
  const inputs = ['input_ids', 'attention_mask'].map((name) => value(name, INT64, ['batch', 'length']));
  const given = outputs.map((name) =>
    value(name, FLOAT, name === 'sentence_embedding' ? ['batch', WIDTH] : ['batch', 'length', WIDTH]),
  );
  const body = message(
    ...nodes.map((each) => bytes(1, each)),
    bytes(2, 'tiny'),
    ...initializers.map((each) => bytes(5, each)),
    ...inputs.map((each) => bytes(11, each)),
    ...given.map((each) => bytes(12, each)),
  );
  return message(int(1, 8), bytes(7, body), bytes(8, message(bytes(1, ''), int(2, 17))));
}

// The field numbers below are those of onnx.proto3.
const FLOAT = 1;
const INT64 = 7;

const node = (type: string, from: readonly string[], to: string, attribute?: Uint8Array): Uint8Array =>
  message(
    ...from.map((name) => bytes(1, name)),
    bytes(2, to),
    bytes(4, type),
    ...(attribute ? [bytes(5, attribute)] : []),
  );

const tensor = (name: string, type: number, shape: readonly number[], data: Float32Array | BigInt64Array) =>
  message(...shape.map((size) => int(1, size)), int(2, type), bytes(8, name), bytes(9, new Uint8Array(data.buffer)));

function value(name: string, type: number, shape: readonly (string | number)[]): Uint8Array {
  const sizes = shape.map((size) => bytes(1, typeof size === 'number' ? int(1, size) : bytes(2, size)));
  const tensorType = message(int(1, type), bytes(2, message(...sizes)));
  return message(bytes(1, name), bytes(2, bytes(1, tensorType)));
}

const message = (...fields: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(fields));
const int = (field: number, number: number) => message(varint(field << 3), varint(number));

function bytes(field: number, content: string | Uint8Array): Uint8Array {
  const data = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return message(varint((field << 3) | 2), varint(data.length), data);
}

function varint(number: number): Uint8Array {
  const digits: number[] = [];
  for (let rest = number; ; rest >>>= 7) {
    if (rest < 128) return Uint8Array.from([...digits, rest]);
    digits.push((rest & 127) | 128);
  }
}

/** An embedding model that really embeds, in a second's thousandth: hashed character trigrams. */
import type { Embedding, EmbeddingModel } from '../../core/types.ts';

const DIMENSIONS = 64;

export interface ToyEmbedding extends EmbeddingModel {
  /** Every text embedded so far. */
  readonly embedded: string[];
}

export function createToyEmbedding(id = 'toy'): ToyEmbedding {
  const embedded: string[] = [];
  return {
    id,
    dimensions: DIMENSIONS,
    maxTokens: 512,
    embedded,
    countTokens: (text) => Math.ceil(text.length / 3),
    async embed(texts) {
      embedded.push(...texts);
      return texts.map(embedText);
    },
  };
}

/** What makes it cross languages, as far as the tests' articles go. */
const LEXICON: readonly (readonly [RegExp, string])[] = [
  [/電車|电车/g, ' tram '],
  [/通車|通车/g, ' open '],
  [/邊年|哪一年|什么时候|year/g, ' when '],
  [/歷史|历史/g, ' history '],
  [/沿住海邊行|沿着海边行驶/g, ' runs along the shore '],
  [/車費|车费/g, ' fares '],
  [/搭一次|乘坐一次/g, ' a ride '],
  [/要三蚊|要三元/g, ' costs hk$3 '],
];

function embedText(text: string): Embedding {
  const vector = new Float32Array(DIMENSIONS);
  const translated = LEXICON.reduce((all, [word, english]) => all.replace(word, english), text.toLowerCase());
  const padded = ` ${translated.replace(/\s+/g, ' ').trim()} `;
  for (let i = 0; i + 3 <= padded.length; i++) {
    let hash = 0;
    for (const unit of padded.slice(i, i + 3)) hash = (hash * 31 + unit.codePointAt(0)!) >>> 0;
    vector[hash % DIMENSIONS]! += hash & 64 ? 1 : -1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/**
 * LangChain's stock way from a folder to a searchable index, over the same weights: DirectoryLoader,
 * RecursiveCharacterTextSplitter, transformers.js embeddings 512 at a time, HNSWLib. Arguments: folder, models, output.
 */

import { DirectoryLoader } from '@langchain/classic/document_loaders/fs/directory';
import { TextLoader } from '@langchain/classic/document_loaders/fs/text';
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Embeddings } from '@langchain/core/embeddings';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { env, type FeatureExtractionPipeline, pipeline } from '@xenova/transformers';
import '../adapters/no-telemetry.ts';

/** As its HuggingFaceTransformersEmbeddings, which insists on another name of the package than the one installed here. */
class StockEmbeddings extends Embeddings {
  readonly #pipe: FeatureExtractionPipeline;

  constructor(pipe: FeatureExtractionPipeline) {
    super({});
    this.#pipe = pipe;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (let from = 0; from < texts.length; from += 512) {
      const batch = texts.slice(from, from + 512).map((text) => text.replaceAll('\n', ' '));
      vectors.push(...((await this.#pipe(batch, { pooling: 'mean', normalize: true })).tolist() as number[][]));
    }
    return vectors;
  }

  override async embedQuery(text: string): Promise<number[]> {
    return (await this.embedDocuments([text]))[0]!;
  }
}

const [folder, modelsDir, output] = process.argv.slice(2) as [string, string, string];
env.localModelPath = modelsDir;
env.allowRemoteModels = false;
const documents = await new DirectoryLoader(folder, { '.md': (path) => new TextLoader(path) }).load();
const chunks = await new RecursiveCharacterTextSplitter().splitDocuments(documents);
const pipe = await pipeline('feature-extraction', 'e5-small-yue-zh-en', { dtype: 'q8' });
const store = await HNSWLib.fromDocuments(chunks, new StockEmbeddings(pipe));
await store.save(output);
console.log(`${chunks.length} chunks`);

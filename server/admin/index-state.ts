/** What is served, for the one who looks after it. */
import { currentVersion, type Manifest, readManifest } from '../../store/index-folder.ts';

export interface IndexState {
  /** The version that answers. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Bytes on disk. */
  readonly size: number;
  readonly passages: number;
  readonly sentences: number;
  readonly embeddingModel: string;
  readonly vectorIndex: string;
  readonly articles: Manifest['articles'];
  readonly leftOut: Manifest['leftOut'];
  /** A newer version on disk that could not be opened, or not yet. */
  readonly waiting?: string;
}

/**
 * @param served the version that answers.
 * @returns undefined when its folder is gone; it answers all the same.
 */
export async function readIndexState(indexDir: string, served: string): Promise<IndexState | undefined> {
  const [manifest, current] = await Promise.all([
    readManifest(indexDir, served).catch(() => undefined),
    currentVersion(indexDir).catch(() => undefined),
  ]);
  if (!manifest) return undefined;
  const { createdAt, passages, sentences, embeddingModel, vectorIndex, articles, leftOut, files } = manifest;
  const size = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
  const waiting = current && current !== served ? { waiting: current } : {};
  return {
    version: served,
    createdAt,
    size,
    passages,
    sentences,
    embeddingModel,
    vectorIndex,
    articles,
    leftOut,
    ...waiting,
  };
}

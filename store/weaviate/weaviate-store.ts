/** An index on a Weaviate cluster: `VECTOR_STORE=weaviate`. */
import type { IndexStore } from '../index-store.ts';
import type { ServedIndex } from '../open-index.ts';
import { servedVersion } from './collections.ts';
import { connectNodes, type WeaviateSettings } from './nodes.ts';
import { openVersion, servedManifest } from './open-version.ts';
import { writeVersion } from './write-version.ts';

export interface WeaviateStore extends IndexStore {
  /** The version that the alias names; undefined before the first ingest. @throws IndexError when no node answers. */
  current(): Promise<string | undefined>;
  /** @throws IndexError that names what is missing, or the setting, and the remedy. */
  open(embeddingModel: string): Promise<ServedIndex>;
}

/** Connects when it is first used. */
export async function createWeaviateStore(settings: WeaviateSettings): Promise<WeaviateStore> {
  const nodes = await connectNodes(settings);
  return {
    current: () => nodes.run((client) => servedVersion(client, settings.collection)),
    open: (embeddingModel) => openVersion(nodes, settings, embeddingModel),
    write: (contents) => writeVersion(nodes, settings, contents),
    manifest: () => servedManifest(nodes, settings.collection),
    close: nodes.close,
  };
}

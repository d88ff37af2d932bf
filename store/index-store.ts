import type { Manifest } from './index-folder.ts';
import type { IndexContents } from './write-index.ts';

/** Where an ingest's index goes. */
export interface IndexStore {
  /**
   * Writes a complete version and has servers go over to it. Whatever fails, the one served before still is.
   * @returns the new version's name.
   */
  write(contents: IndexContents): Promise<string>;
  /** Of the version that is served; undefined when there is none. */
  manifest(): Promise<Manifest | undefined>;
  close(): void;
}

/** The thread that makes the graph. */
import { serveThread } from '../adapters/threads.ts';
import { type GraphFiles, loadHnswlib, writeGraph } from './hnsw-vectors.ts';

serveThread<null, GraphFiles, void>(async () => {
  const hnswlib = (await loadHnswlib())!;
  return (files) => writeGraph(hnswlib, files);
});

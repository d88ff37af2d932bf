/** `npm start`: serves the widget, the pages and the API. */
import { serve } from '@hono/node-server';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { IndexError } from '../store/index-folder.ts';
import { createApp } from './app.ts';
import { compose, type Running } from './compose.ts';
import { INGEST } from './ensure-index.ts';
import { createRebuild, spawnIngest } from './rebuild.ts';
import { watchGaps } from './records/gap-log.ts';
import { createRecords, type Records } from './records/records.ts';
import type { AdminOptions } from './routes/admin.ts';

/** How long open streams may take to end after a signal to stop. */
const GRACE_MS = 5000;

async function main(): Promise<void> {
  const config = readConfig();
  const running = await compose(config);
  const { service, log } = running;
  const { dataDir, retentionDays } = config;
  const records = createRecords({ dataDir, retentionDays, log });
  const gaps = {
    keep: records.gaps.keep,
    onError: (err: unknown) => log.error({ err }, 'a question that found no answer could not be kept'),
    onFull: () => log.warn('a question that found no answer was not kept: there are too many; see /admin/gaps'),
  };
  const app = await createApp({
    service: config.keepQuestions === 'unanswered' ? watchGaps(service, gaps) : service,
    log,
    keepFeedback: records.feedback.keep,
    allowedOrigins: config.allowedOrigins,
    admin: config.adminToken ? adminOptions(config, running, records) : undefined,
  });
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) => {
    console.log(`Samman is ready: http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} is in use. Stop the other program, or set PORT to another one.`
        : error.message,
    );
    process.exit(1);
  });
  const stop = () => {
    server.close(() => {
      running.close();
      records.close();
      process.exit(0);
    });
    setTimeout(() => process.exit(0), GRACE_MS).unref();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function adminOptions(config: Config, { service, embedder, refresh }: Running, records: Records): AdminOptions {
  const { corpusDir, indexDir } = config;
  const args = ['--corpus', corpusDir, '--index', indexDir];
  return {
    adminToken: config.adminToken,
    service,
    indexDir,
    records,
    keepsQuestions: config.keepQuestions === 'unanswered',
    embedder,
    rebuild: createRebuild({
      spawn: (everything) => spawnIngest(INGEST, everything ? [...args, '--rebuild'] : args),
      onDone: refresh,
    }),
  };
}

main().catch((error) => {
  console.error(error instanceof ConfigError || error instanceof IndexError ? error.message : error);
  process.exit(1);
});

/** `npm start`: serves the widget, the pages and the API. */
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { ConfigError, readConfig } from '../config.ts';
import { IndexError } from '../store/index-folder.ts';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { createFeedbackLog } from './feedback-log.ts';

/** How long open streams may take to end after a signal to stop. */
const GRACE_MS = 5000;

async function main(): Promise<void> {
  const config = readConfig();
  const running = await compose(config);
  const { service, log } = running;
  const app = await createApp({
    service,
    log,
    keepFeedback: createFeedbackLog(join(config.dataDir, 'feedback.jsonl')),
    allowedOrigins: config.allowedOrigins,
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
      process.exit(0);
    });
    setTimeout(() => process.exit(0), GRACE_MS).unref();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error) => {
  console.error(error instanceof ConfigError || error instanceof IndexError ? error.message : error);
  process.exit(1);
});

/** `npm start`: serves the widget, the pages and the API. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { createApp } from './app.ts';
import { compose, type Running } from './compose.ts';
import { INGEST } from './ensure-index.ts';
import { createAnswerSlots } from './guard/answer-slots.ts';
import { createKeyRing, KEYS_FILE } from './guard/api-keys.ts';
import { listen } from './listen.ts';
import { localUrl } from './local-url.ts';
import { createMetrics } from './observe/metrics.ts';
import { createRebuild, spawnIngest } from './rebuild.ts';
import { watchGaps } from './records/gap-log.ts';
import { createRecords, type Records } from './records/records.ts';
import type { AdminOptions } from './routes/admin.ts';
import { shownError } from './shown-error.ts';

/** What a collector that does not answer may cost at the end. */
const LAST_SPANS_MS = 1000;

const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/;

async function main(): Promise<void> {
  const config = readConfig();
  // Until something is served there is nothing to end but an ingest, which goes with the process.
  let quit: () => unknown = () => process.exit(0);
  process.once('SIGINT', () => quit());
  process.once('SIGTERM', () => quit());
  const running = await compose(config);
  const { service, log } = running;
  const { dataDir, retentionDays } = config;
  const records = createRecords({ dataDir, retentionDays, log });
  const gaps = {
    keep: records.gaps.keep,
    onError: (err: unknown) => log.error({ err }, 'a question that found no answer could not be kept'),
    onFull: () => log.warn('a question that found no answer was not kept: there are too many; see /admin/gaps'),
  };
  const slots = createAnswerSlots(config);
  // Two dozen packages: loaded only where somebody looks at traces.
  const tracing = config.otlpEndpoint && (await import('./observe/tracing.ts')).startTracing(config.otlpEndpoint);
  const app = await createApp({
    service: config.keepQuestions === 'unanswered' ? watchGaps(service, gaps) : service,
    log,
    keepFeedback: records.feedback.keep,
    allowedOrigins: config.allowedOrigins,
    limits: config,
    keys: createKeyRing(join(dataDir, KEYS_FILE)),
    slots,
    metrics: createMetrics({ slots, manifest: service.manifest }),
    adminToken: config.adminToken,
    admin: config.adminToken ? adminOptions(config, running, records) : undefined,
    ...(tracing && { onAnswer: tracing.answer }),
  });
  const { host } = config;
  const timeouts = { silence: (config.answerSeconds + 30) * 1000 };
  const { port, stop } = await listen(app, { port: config.port, host, slots, timeouts }).catch((error) => {
    throw new ConfigError(
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} is in use. Stop the other program, or set PORT to another one.`
        : `HOST=${host} PORT=${config.port} cannot be listened on: ${error.message}`,
    );
  });
  if (!LOOPBACK.test(host) && config.allowedOrigins.length === 0) {
    log.warn(
      `HOST=${host} opens the server to the network, and ALLOWED_ORIGINS names no site: only its own pages can ask. SECURITY.md says what else to set.`,
    );
  }
  console.log(`Samman is ready: ${localUrl(host, port)}`);
  quit = async () => {
    await stop();
    if (tracing) await Promise.race([tracing.close().catch(() => {}), sleep(LAST_SPANS_MS)]);
    running.close();
    await records.close();
    process.exit(0);
  };
}

function adminOptions(config: Config, { service, embedder, refresh }: Running, records: Records): AdminOptions {
  const { adminToken, corpusDir, indexDir } = config;
  const args = ['--corpus', corpusDir, '--index', indexDir];
  return {
    adminToken,
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
  console.error(shownError(error));
  process.exit(1);
});

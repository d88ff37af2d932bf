/** Figures for Prometheus; `docs/grafana.json` shows them. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OpenManifest } from '../../store/index-folder.ts';
import type { AnswerSlots } from '../guard/answer-slots.ts';
import type { AnswerRecord } from './watch.ts';

export interface Metrics {
  /** @param route the pattern, never the path: paths are without number. */
  request(method: string, route: string, status: number, seconds: number): void;
  answer(record: AnswerRecord): void;
  waiting(change: 1 | -1): void;
  /** The exposition format, with its content type. */
  expose(): Promise<{ readonly text: string; readonly type: string }>;
}

interface MetricsOptions {
  readonly slots: Pick<AnswerSlots, 'limit' | 'taken'>;
  readonly manifest: () => Promise<OpenManifest>;
  /** Also of the process: memory, event-loop lag, garbage collection. */
  readonly process?: boolean;
}

/** Seconds: from a greeting to a language model on a slow processor. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

export function createMetrics({ slots, manifest, process = true }: MetricsOptions): Metrics {
  const register = new Registry();
  const registers = [register];
  if (process) collectDefaultMetrics({ register });
  const requests = new Counter({
    name: 'samman_http_requests_total',
    help: 'Requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'samman_http_request_seconds',
    help: 'From a request to its headers going out; a stream goes on after that.',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  });
  const answers = new Counter({
    name: 'samman_answers_total',
    help: 'Answers by how they ended: answered, unsure (only the closest was quoted), refused, failed, left (the reader), late, stopped (the server).',
    labelNames: ['outcome', 'language', 'backend'],
    registers,
  });
  const stages = new Histogram({
    name: 'samman_answer_stage_seconds',
    help: 'From the question to the passages, to the first word, to the end.',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers,
  });
  const fallbacks = new Counter({
    name: 'samman_backend_fallbacks_total',
    help: 'Answers made of the articles’ own sentences because the language model failed or said nothing that they bear out, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const waiting = new Gauge({ name: 'samman_answers_waiting', help: 'Answers waiting for the model.', registers });
  slotGauges(slots, registers);
  indexGauges(manifest, registers);

  return {
    request(method, route, status, seconds) {
      requests.inc({ method: METHODS.has(method) ? method : 'other', route, status });
      requestSeconds.observe({ route }, seconds);
    },
    answer({ outcome, language = 'unknown', backend = 'unknown', fallback, ms }) {
      answers.inc({ outcome, language, backend });
      if (fallback) fallbacks.inc({ reason: fallback });
      if (ms.retrieval !== undefined) stages.observe({ stage: 'retrieval' }, ms.retrieval / 1000);
      if (ms.firstToken !== undefined) stages.observe({ stage: 'first_token' }, ms.firstToken / 1000);
      stages.observe({ stage: 'total' }, ms.total / 1000);
    },
    waiting: (change) => waiting.inc(change),
    expose: async () => ({ text: await register.metrics(), type: register.contentType }),
  };
}

function slotGauges(slots: MetricsOptions['slots'], registers: Registry[]): void {
  new Gauge({
    name: 'samman_answers_in_flight',
    help: 'Answers being worked on.',
    registers,
    collect() {
      this.set(slots.taken);
    },
  });
  new Gauge({
    name: 'samman_answers_in_flight_limit',
    help: 'ANSWERS_AT_ONCE: more are refused with 503.',
    registers,
  }).set(slots.limit);
}

function indexGauges(manifest: MetricsOptions['manifest'], registers: Registry[]): void {
  const gauge = (name: string, help: string, value: (manifest: OpenManifest) => number) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(value(await manifest()));
      },
    });
  gauge('samman_index_age_seconds', 'Since the index that is served was made.', ({ createdAt }) =>
    Math.max(0, (Date.now() - Date.parse(createdAt)) / 1000),
  );
  gauge('samman_index_passages', 'Passages in the index.', ({ passages }) => passages);
  gauge('samman_index_articles', 'Versions of articles in the index.', ({ articles }) => articles);
  gauge('samman_index_bytes', 'Size of the index on disk.', ({ files }) =>
    Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0),
  );
}

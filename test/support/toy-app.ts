/** The real app over a small real index; only the weights are toys, so that routes are tested in milliseconds. */
import { join } from 'node:path';
import pino from 'pino';
import { createExtractive } from '../../core/answer/extractive.ts';
import type { Article, ChatModel } from '../../core/types.ts';
import { createApp } from '../../server/app.ts';
import { createAnswerSlots } from '../../server/guard/answer-slots.ts';
import { createKeyRing, KEYS_FILE } from '../../server/guard/api-keys.ts';
import type { RateLimitConfig } from '../../server/guard/rate-limit.ts';
import { createLiveIndex } from '../../server/live-index.ts';
import { createMetrics } from '../../server/observe/metrics.ts';
import type { AnswerRecord } from '../../server/observe/watch.ts';
import { createRebuild, type RebuildOptions } from '../../server/rebuild.ts';
import { watchGaps } from '../../server/records/gap-log.ts';
import { createRecords } from '../../server/records/records.ts';
import { createService, searchable } from '../../server/service.ts';
import { buildToyIndex, toyArticle } from './toy-index.ts';

export const TOY_ARTICLES = [
  toyArticle(
    'tram',
    'en',
    '## History\n\nThe tram line opened in 1904. It runs along the shore.\n\n## Fares\n\nA ride costs HK$3.',
    'Trams',
  ),
  toyArticle('tram', 'yue', '## 歷史\n\n電車喺1904年通車。佢沿住海邊行。\n\n## 車費\n\n搭一次要三蚊。', '電車'),
  toyArticle('tram', 'zh-Hans', '## 历史\n\n电车于1904年通车。它沿着海边行驶。\n\n## 车费\n\n乘坐一次要三元。', '电车'),
];

/** Chinese characters that only Cantonese uses; enough for tests of routes. */
function detect(text: string) {
  const language = /[嘅喺係咗佢幾邊]/.test(text)
    ? 'yue'
    : /[车费么时]/.test(text)
      ? 'zh-Hans'
      : /\p{Script=Han}/u.test(text)
        ? 'zh-Hant'
        : 'en';
  return { language, confidence: 1 } as const;
}

export const TOY_TOKEN = 'a-token-that-is-long-enough-for-an-admin';

export interface ToyOptions {
  readonly articles?: readonly Article[];
  readonly chatModel?: ChatModel;
  readonly allowedOrigins?: string[];
  /** Nobody is limited by default. */
  readonly limits?: Partial<RateLimitConfig>;
  readonly adminToken?: string;
  readonly onAnswer?: (record: AnswerRecord) => void;
  readonly answersAtOnce?: number;
  readonly answerSeconds?: number;
  /** As `AppOptions`. */
  readonly writeMs?: number;
  /** Starts an ingest; with it there is an `/admin`, opened by `TOY_TOKEN`. */
  readonly spawn?: RebuildOptions['spawn'];
  readonly keepQuestions?: boolean;
}

export async function createToyApp(options: ToyOptions = {}) {
  const { indexDir, embedder, open } = await buildToyIndex(options.articles ?? TOY_ARTICLES);
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => lines.push(line) });
  const index = await createLiveIndex({
    indexDir,
    open: async () => searchable(await open(), embedder),
    onError: (error) => log.error(error),
    everyMs: 1_000_000,
  });
  const chatModel = options.chatModel ?? createExtractive({ threshold: 0 });
  const service = createService({ index, chatModel, detect });
  const { keepQuestions: keepsQuestions = false } = options;
  const dataDir = join(indexDir, 'data');
  const records = createRecords({ dataDir, retentionDays: 30, log });
  const onError = (err: unknown) => log.error({ err }, 'a question could not be kept');
  const { answersAtOnce = 1000, answerSeconds = 120 } = options;
  const slots = createAnswerSlots({ answersAtOnce, answerSeconds });
  const keysFile = join(indexDir, KEYS_FILE);
  const app = await createApp({
    service: keepsQuestions ? watchGaps(service, { keep: records.gaps.keep, onError, onFull: () => {} }) : service,
    log,
    keepFeedback: records.feedback.keep,
    allowedOrigins: options.allowedOrigins ?? [],
    limits: { rateLimit: 0, keyRateLimit: 0, trustedHops: 0, apiKeys: 'optional', ...options.limits },
    keys: createKeyRing(keysFile),
    slots,
    metrics: createMetrics({ slots, manifest: service.manifest, process: false }),
    adminToken: options.adminToken ?? (options.spawn ? TOY_TOKEN : ''),
    ...(options.onAnswer && { onAnswer: options.onAnswer }),
    ...(options.writeMs && { writeMs: options.writeMs }),
    admin: options.spawn && {
      adminToken: TOY_TOKEN,
      service,
      indexDir,
      records,
      keepsQuestions,
      embedder,
      rebuild: createRebuild({ spawn: options.spawn, onDone: index.refresh }),
    },
  });
  return { app, slots, keysFile, indexDir, dataDir, records, embedder, index, logged: () => lines.join('') };
}

/** Keeps vote after vote in the folder it is given, saying each id once it is kept, until it is killed. */
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createRecords } from '../../../server/records/records.ts';

const log = pino({ level: 'silent' });
const { feedback } = createRecords({ dataDir: process.argv[2]!, retentionDays: 30, log });
for (;;) {
  const answerId = randomUUID();
  await feedback.keep({ answerId, helpful: true, language: 'yue', reason: '好'.repeat(900) });
  process.stdout.write(`${answerId}\n`);
}

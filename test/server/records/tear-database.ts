/** Deletes and adds votes in the database it is given, and is killed when some of that is in the file. */
import { randomUUID } from 'node:crypto';
import Database from 'libsql';

const database = new Database(process.argv[2]!);
// What does not fit into two pages goes to the file before the end of the transaction.
database.exec('PRAGMA cache_size = 2');
database.exec('BEGIN IMMEDIATE');
database.exec('DELETE FROM feedback');
const add = database.prepare('INSERT INTO feedback (answer_id, at, helpful, reason, language) VALUES (?, ?, 1, ?, ?)');
for (let i = 0; i < 500; i++) add.run([randomUUID(), new Date().toISOString(), '好'.repeat(900), 'yue']);
process.kill(process.pid, 'SIGKILL');

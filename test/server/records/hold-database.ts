/** Holds the database it is given, and says so, until it is killed. */
import Database from 'libsql';

const database = new Database(process.argv[2]!);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
setInterval(() => {}, 60_000);

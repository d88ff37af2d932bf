/** `npm run keys`: makes, lists and revokes the API keys of scripts. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { addKey, KEYS_FILE, readKeys, revokeKey, SCOPES, type Scope } from './guard/api-keys.ts';

const HELP = `Usage: npm run keys -- add NAME [--scope ${SCOPES.join('|')}]…   the key is shown once
       npm run keys -- list
       npm run keys -- revoke ID`;

const COMMANDS = ['add', 'list', 'revoke'];

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { scope: { type: 'string', multiple: true, default: ['ask'] }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [command, argument, ...rest] = positionals;
  const path = join(readConfig().dataDir, KEYS_FILE);
  const unknown = values.scope.find((scope) => !SCOPES.includes(scope as Scope));
  if (unknown) {
    console.error(`There is no scope “${unknown}”: ${SCOPES.join(', ')}.`);
    return 1;
  }
  if (command === 'add' && argument && rest.length === 0) {
    console.log(await addKey(path, argument, values.scope as Scope[]));
    console.error('Keep it: only its hash is stored. A running server takes it at once.');
    return 0;
  }
  if (command === 'list' && !argument) {
    for (const { id, created, scopes, name } of await readKeys(path)) {
      console.log(`${id}  ${created.slice(0, 10)}  ${scopes.join(',').padEnd(11)}  ${name}`);
    }
    return 0;
  }
  if (command === 'revoke' && argument && rest.length === 0) {
    const found = await revokeKey(path, argument);
    console.error(found ? `${argument} is revoked.` : `There is no key ${argument}: npm run keys -- list`);
    return found ? 0 : 1;
  }
  if (command && !COMMANDS.includes(command)) console.error(`There is no command “${command}”.`);
  console.error(HELP);
  return 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    const known = error instanceof ConfigError || error.code?.startsWith?.('ERR_PARSE_ARGS');
    console.error(known ? `${error.message}\n${HELP}` : error.message);
    process.exitCode = 1;
  },
);

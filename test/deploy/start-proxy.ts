/** nginx and Caddy as `docs/deploy.md` says, before a server on this machine. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../config.ts';
import { temporaryFolder } from '../support/folder.ts';

export const PROXIES = ['nginx', 'caddy'] as const;
export type ProxyName = (typeof PROXIES)[number];

export interface RunningProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** What the program says of its version; undefined where it is not installed. */
export function versionOf(proxy: ProxyName): string | undefined {
  try {
    return (
      execFileSync(proxy, [proxy === 'nginx' ? '-v' : 'version'], { encoding: 'utf8', stdio: 'pipe' }) || 'installed'
    );
  } catch {
    return undefined;
  }
}

/** The block of `docs/deploy.md`, with this server's address instead of the documented one. */
function documented(proxy: ProxyName, server: string): string {
  const text = readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8');
  const block = new RegExp(`\`\`\`${proxy}\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  if (!block?.includes('127.0.0.1:8787'))
    throw new Error(`docs/deploy.md has no block for ${proxy} with 127.0.0.1:8787.`);
  return block.replace('127.0.0.1:8787', new URL(server).host);
}

const CONFIGS: Readonly<Record<ProxyName, (folder: string, port: number, block: string) => string>> = {
  // What Debian's nginx.conf has around a site, in a folder of its own.
  nginx: (folder, port, block) => `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  gzip on;
  server {
    listen ${port};
    ${block}
  }
}
`,
  // Without a name of its own there is no certificate to be had: plain HTTP on loopback.
  caddy: (folder, port, block) => `{
  admin off
  auto_https off
  storage file_system ${folder}
}
${block.replace(/^\S+ \{/, `http://:${port} {`)}`,
};

const COMMANDS: Readonly<Record<ProxyName, (config: string) => string[]>> = {
  nginx: (config) => ['-c', config],
  caddy: (config) => ['run', '--config', config, '--adapter', 'caddyfile'],
};

export async function startProxy(proxy: ProxyName, server: string): Promise<RunningProxy> {
  const folder = await temporaryFolder();
  // The worker of an nginx that root started is another user.
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'home'));
  const port = await freePort();
  const config = join(folder, 'config');
  await writeFile(config, CONFIGS[proxy](folder, port, documented(proxy, server)));
  const env = { PATH: process.env.PATH, HOME: join(folder, 'home') };
  const child = spawn(proxy, COMMANDS[proxy](config), { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  await listening(child, port, () => said);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(child: ChildProcess, port: number, said: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) break;
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`The proxy does not listen on ${port}:\n${said()}`);
}

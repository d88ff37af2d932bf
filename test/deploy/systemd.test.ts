import { execFileSync } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { temporaryFolder } from '../support/folder.ts';

const UNIT = join(ROOT, 'deploy', 'samman.service');

function has(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the systemd unit', () => {
  it.skipIf(!has('systemd-analyze'))(
    'is one that systemd reads without a complaint (skipped without systemd-analyze)',
    async () => {
      const unit = join(await temporaryFolder(), 'samman.service');
      await copyFile(UNIT, unit);
      // Where node is differs between machines; everything else is as it is shipped.
      const said = execFileSync(
        'sh',
        ['-c', `sed -i "s#/usr/bin/node#$(command -v node)#" ${unit} && systemd-analyze verify ${unit} 2>&1`],
        { encoding: 'utf8' },
      );
      expect(said.split('\n').filter((line) => line.includes('samman.service'))).toEqual([]);
    },
  );

  it('keeps what it writes to itself, and nothing else to be written to', async () => {
    const text = await readFile(UNIT, 'utf8');
    for (const line of [
      'User=samman',
      'UMask=0077',
      'ProtectSystem=strict',
      'StateDirectory=samman',
      'NoNewPrivileges=yes',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('INDEX_DIR=/var/lib/samman/index DATA_DIR=/var/lib/samman');
  });
});

// A `git` in the PATH that kills the real one in the middle of a push, a fetch, or an import, for some of them.
import { execFileSync } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { disposableFolder } from '../disk/configFolder.ts';

export interface KillingGit {
  /** From now on it only passes on what it gets. */
  readonly stop: () => void;
  /** How many it has killed, by the command. */
  readonly kills: () => Promise<Readonly<Record<string, number>>>;
}

/** Puts it in place. One of four is killed, within a time that such a command takes here. */
export async function killingGit(): Promise<KillingGit> {
  const folder = await disposableFolder('killing');
  const real = execFileSync('/bin/sh', ['-c', 'command -v git']).toString().trim();
  const [path, log] = [process.env['PATH'] ?? '', join(folder, 'kills')];
  await writeFile(log, '');
  await writeFile(join(folder, 'git'), script(real, log));
  await chmod(join(folder, 'git'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${path}`;
  return {
    stop: () => (process.env['PATH'] = path),
    kills: async () => {
      const words = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
      return Object.fromEntries(
        [...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]),
      );
    },
  };
}

/** A number of 16 bits decides: its lowest ones whether to kill, the others when, within 60 ms. */
function script(real: string, log: string): string {
  return `#!/bin/sh
for word in "$@"; do
  case "$word" in push|fetch|fast-import) what=$word; break ;; esac
done
chance=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
if [ -z "$what" ] || [ $((chance % 4)) -ne 0 ]; then exec '${real}' "$@"; fi
exec 3<&0
'${real}' "$@" <&3 &
pid=$!
sleep "0.0$(printf %02d $((chance / 4 % 60)))"
kill -9 $pid 2>/dev/null && echo "$what" >> '${log}'
wait $pid
`;
}

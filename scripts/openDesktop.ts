// The desktop VS Code of the machine, with data of its own: nothing of the person's settings is read or changed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import semver from 'semver';
import manifest from '../package.json' with { type: 'json' };
import { findOnPath } from '../test/support/editor/browser.ts';
import { vsixFile } from '../test/support/paths.ts';
import { readCommand, runCommand } from './runCommand.ts';

/** `code`, if it is there, new enough, and can show a window. */
export async function desktopCommand(): Promise<string | undefined> {
  if (!canShowWindows()) return undefined;
  const code = findOnPath(process.platform === 'win32' ? ['code.cmd'] : ['code']);
  if (code === undefined) return undefined;
  const version = (await readCommand(code, ['--version'])).split('\n')[0]?.trim() ?? '';
  if (semver.satisfies(version, manifest.engines.vscode)) return code;
  console.log(`The VS Code on this machine is ${version}, Safekeep needs ${manifest.engines.vscode}.`);
  return undefined;
}

/** Resolves to the exit code when the window is closed or Ctrl-C is pressed. */
export async function openDesktop(options: {
  readonly code: string;
  readonly home: string;
  readonly folder: string;
}): Promise<number> {
  const own = [
    `--user-data-dir=${join(options.home, 'desktop-data')}`,
    `--extensions-dir=${join(options.home, 'desktop-extensions')}`,
  ];
  await runCommand(options.code, [...own, '--install-extension', vsixFile, '--force']);
  console.log(`VS Code is opened on ${options.folder}. Close its window or press Ctrl-C to end.`);
  const window = spawn(options.code, [...own, '--new-window', '--wait', options.folder], {
    stdio: 'inherit',
  });
  const end = (): void => void window.kill();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  return new Promise((resolve) => window.once('exit', (exitCode) => resolve(exitCode ?? 0)));
}

/** As root on Linux the desktop VS Code refuses to start; without a display it cannot. */
export function canShowWindows(): boolean {
  if (process.platform !== 'linux') return true;
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
  return display !== '' && process.getuid?.() !== 0;
}

// Child processes of the scripts: one that talks to the terminal, one whose output is read.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { projectRoot } from '../test/support/paths.ts';

/** The flags under which the project's TypeScript runs without a build. */
export const typeScriptFlags = [
  '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
  '--disable-warning=ExperimentalWarning',
];

type Environment = Readonly<Record<string, string>>;

/** Runs Node with these arguments, its output going to the terminal; resolves to the exit code. */
export function runNode(args: readonly string[], environment?: Environment): Promise<number> {
  return runCommand(process.execPath, args, environment);
}

/** @param environment over that of this process. */
export function runCommand(
  command: string,
  args: readonly string[],
  environment: Environment = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment };
    const child = spawn(command, args, { cwd: projectRoot, stdio: 'inherit', env });
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** What the command printed; rejects when it fails. */
export async function readCommand(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd: projectRoot });
  return stdout;
}

// The key of the user's secret store: an age identity (age-encryption.org/v1) in a file of the user's, or from the command
// that `SAFEKEEP_AGE_KEY_CMD` names, such as one that asks a password manager. Nothing of a repository can name another.
import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { writeNewFile } from '../disk/atomicFile.ts';
import { hasErrno, nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface IdentityPlace {
  /** Where it is made. */
  readonly path: string;
  readonly environment: Environment;
}

export interface FoundIdentities {
  /** `AGE-SECRET-KEY-1…`; the first one encrypts. */
  readonly identities: readonly string[];
  /** A file or a command, for messages. */
  readonly from: string;
}

const maxBytes = 64 * 1024;
const commandTimeoutMs = 120_000;
const identityLine = /^AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]+$/;

/** `null` where nobody has named one, and the usual file isn't there. @throws EngineError `not-found`, `invalid`, `io`. */
export async function findIdentities(
  fileSystem: FileSystem,
  { path, environment }: IdentityPlace,
): Promise<FoundIdentities | null> {
  const { SAFEKEEP_AGE_KEY_FILE: file = '', SAFEKEEP_AGE_KEY_CMD: command = '' } = environment;
  if (command !== '') {
    const from = 'SAFEKEEP_AGE_KEY_CMD';
    return { identities: identitiesIn(await outputOf(command, from), from), from };
  }
  if (file !== '' && !isAbsolute(file))
    throw new EngineError('invalid', t('{0} must be an absolute path.', 'SAFEKEEP_AGE_KEY_FILE'), {});
  const from = file === '' ? path : file;
  const bytes = await nullIfNotFound(fileSystem.readFile(from, { maxBytes }));
  if (bytes) {
    if (file === '') await assertPrivate(fileSystem, path);
    return { identities: identitiesIn(Buffer.from(bytes).toString(), from), from };
  }
  if (file === '') return null;
  throw new EngineError(
    'not-found',
    t('There is no file {0}, which {1} names.', file, 'SAFEKEEP_AGE_KEY_FILE'),
    {
      path: file,
    },
  );
}

/** Makes the file, and never replaces one. @throws EngineError `io`. */
export async function keepIdentity(
  fileSystem: FileSystem,
  path: string,
  { identity, recipient }: { readonly identity: string; readonly recipient: string },
): Promise<void> {
  const text = `# ${recipient}\n${identity}\n`;
  await writeNewFile(fileSystem, path, { bytes: Buffer.from(text) }).catch((error: unknown) => {
    if (!hasErrno(error, 'EEXIST')) throw error;
    throw new EngineError('conflict', t('{0} was created in the meantime. Try again.', path), { path });
  });
}

/** As `age-keygen` writes them: one a line, with comments. What is read is never repeated. */
function identitiesIn(text: string, from: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => identityLine.test(line));
  if (identities.length > 0) return identities;
  const isEncrypted = /^(age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE)/.test(text);
  const message = isEncrypted
    ? t(
        '{0} is encrypted. Set SAFEKEEP_AGE_KEY_CMD to a command that decrypts it, such as "age --decrypt {0}".',
        from,
      )
    : t('{0} has no age key (AGE-SECRET-KEY-1…).', from);
  throw new EngineError('invalid', message, { path: from });
}

async function assertPrivate(fileSystem: FileSystem, path: string): Promise<void> {
  const { kind, mode } = await fileSystem.stat(path);
  if (fileSystem.platform === 'win32' || kind === 'link' || (mode & 0o077) === 0) return;
  throw new EngineError('invalid', t('{0} can be read by other users. Run "chmod 600" on it.', path), {
    path,
  });
}

/** What the command prints. Its own messages, and questions, go to the terminal. */
function outputOf(command: string, from: string): Promise<string> {
  const [shell, words] =
    process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', command]] : ['/bin/sh', ['-c', command]];
  return new Promise((resolve, reject) => {
    const options = { timeout: commandTimeoutMs, maxBuffer: maxBytes, windowsHide: true } as const;
    execFile(shell, words, options, (error, output) => {
      const how = String(error?.code ?? error?.signal ?? '');
      if (!error) resolve(output);
      else reject(new EngineError('io', t('The command of {0} failed ({1}).', from, how), { path: from }));
    });
  });
}

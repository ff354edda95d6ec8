// A value from standard input, so that it stands in no command line, which other users and the shell's history see. At a
// terminal it is asked for and not shown.
import process from 'node:process';
import { t } from '@vscode/l10n';
import { EngineError } from '../engine/index.ts';

/** Far above any value that somebody sets by hand. */
const maxBytes = 1_000_000;

/** @throws EngineError `invalid` for more than fits, `aborted` on Ctrl+C. */
export async function readValue(input: NodeJS.ReadStream = process.stdin): Promise<string> {
  return input.isTTY ? readHidden(input) : readAll(input);
}

async function readAll(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > maxBytes) throw tooLong();
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString();
}

/** Key by key, since a terminal that reads lines would show them. */
async function readHidden(input: NodeJS.ReadStream): Promise<string> {
  process.stderr.write(t('Value (not shown): '));
  input.setRawMode(true);
  try {
    return await new Promise((resolve, reject) => {
      let typed = '';
      const listen = (part: Buffer) => {
        const line = typedLine(typed, part.toString());
        typed = line.text;
        if (line.end === 'none' && typed.length <= maxBytes) return;
        input.off('data', listen);
        if (line.end === 'done') resolve(typed);
        else reject(line.end === 'aborted' ? new EngineError('aborted', t('Canceled.')) : tooLong());
      };
      input.on('data', listen);
    });
  } finally {
    input.setRawMode(false);
    input.pause();
    process.stderr.write('\n');
  }
}

/** What a line says after more keys: Enter and Ctrl+D end it, Ctrl+C gives up, and Backspace takes one away. */
export function typedLine(
  before: string,
  keys: string,
): { readonly text: string; readonly end: 'none' | 'done' | 'aborted' } {
  let text = before;
  for (const key of Array.from(keys)) {
    if (key === '\u0003') return { text: '', end: 'aborted' };
    if (key === '\r' || key === '\n' || key === '\u0004') return { text, end: 'done' };
    if (key === '\u007f' || key === '\b') text = Array.from(text).slice(0, -1).join('');
    else text += key;
  }
  return { text, end: 'none' };
}

function tooLong(): EngineError {
  return new EngineError('invalid', t('The value is longer than {0} bytes.', maxBytes));
}

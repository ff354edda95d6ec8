// Merges three versions of a configuration file, key by key, as Git's merge driver. Git merges their lines first: where
// that is right, its very bytes stay, and what Safekeep can't read is merged by lines alone.
import { t } from '@vscode/l10n';
import {
  decode,
  EngineError,
  maxFileBytes,
  mergeTexts,
  readGivenFile,
  replaceGivenFile,
} from '../../engine/index.ts';
import { runGit } from '../../git/index.ts';
import { UsageError } from '../commandLine.ts';
import { argument, linesOf, textOption, type Outcome, type Verb, type VerbContext } from '../verb.ts';

export const mergeFile: Verb = {
  usage: 'merge-file BASE OURS THEIRS [--output FILE] [--path NAME] [--marker-size N]',
  summary: t(
    'Merge two versions of a JSON or YAML file key by key, as a merge driver for Git. The exit code is 1 if there are conflicts.',
  ),
  options: {
    output: { kind: 'text', short: 'o', about: t('Write the result to this file (defaults to OURS).') },
    path: {
      kind: 'text',
      about: t('The path of the file in the repository, which determines its format (defaults to OURS).'),
    },
    'marker-size': { kind: 'text', about: t('The length of conflict markers (defaults to 7).') },
  },
  examples: [
    ['merge-file base.yaml ours.yaml theirs.yaml', t('Merges the changes in theirs.yaml into ours.yaml.')],
    ['merge-file base.yaml ours.yaml theirs.yaml -o merged.yaml', t('Writes the result to another file.')],
  ],
  run: merge,
};

interface Files {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly markerSize: number;
}

async function merge(context: VerbContext): Promise<Outcome> {
  const [base, ours, theirs] = [argument(context, 0), argument(context, 1), argument(context, 2)];
  const files: Files = { base, ours, theirs, markerSize: markerSizeOf(context) };
  const path = textOption(context, 'path') ?? ours;
  const output = textOption(context, 'output') ?? ours;
  const { bytes, hasConflicts, places } = (await mergeByKey(path, files)) ?? (await mergeLines(files));
  await replaceGivenFile(output, bytes);
  const written = textOption(context, 'output') ?? path; // Git passes a temporary file as OURS.
  const summary = hasConflicts
    ? t('{0} has conflicts. Resolve them at the conflict markers.', written)
    : t('Merged {0}.', written);
  return {
    json: { file: output, hasConflicts, conflicts: places },
    text: linesOf([summary, ...places.map((place) => `  ${place}`)]),
    failed: hasConflicts,
  };
}

function markerSizeOf(context: VerbContext): number {
  const given = textOption(context, 'marker-size') ?? '7';
  if (!/^[1-9]\d{0,2}$/.test(given))
    throw new UsageError(t('--marker-size must be a number from 1 to 999, not "{0}".', given));
  return Number(given);
}

interface Merged {
  readonly bytes: Uint8Array;
  readonly hasConflicts: boolean;
  /** JSON Pointers of the conflicts, where they are known. */
  readonly places: readonly string[];
}

/** `null` for what can only be merged by lines. */
async function mergeByKey(path: string, files: Files): Promise<Merged | null> {
  const [base, ours, theirs] = await Promise.all([
    textOf(files.base),
    textOf(files.ours),
    textOf(files.theirs),
  ]);
  if (base === null || ours === null || theirs === null) return null;
  const byLine = await mergeLines(files).catch(() => null); // Without Git, lines are merged here alone.
  const clean = byLine && !byLine.hasConflicts ? (decode(byLine.bytes) ?? undefined) : undefined;
  try {
    const merged = mergeTexts(path, { base, ours, theirs, clean }, files.markerSize);
    if (!merged) return null;
    const { text, hasConflicts, conflicts } = merged;
    return { bytes: Buffer.from(text), hasConflicts, places: conflicts.map((place) => place || '/') };
  } catch (error) {
    if (error instanceof EngineError) return null; // No text says the merged values.
    throw error;
  }
}

async function textOf(path: string): Promise<string | null> {
  const bytes = await readGivenFile(path);
  if (!bytes) throw new EngineError('not-found', t('There is no file {0}.', path), { path });
  return decode(bytes);
}

/** What Git makes of the lines. @throws EngineError `io` where it can't merge them, or isn't there. */
async function mergeLines({ base, ours, theirs, markerSize }: Files): Promise<Merged> {
  const labels = ['-L', 'ours', '-L', 'base', '-L', 'theirs', `--marker-size=${markerSize}`];
  const words = ['merge-file', '-p', ...labels, '--', ours, base, theirs];
  const { code, stdout, reason } = await runGit(words, { maxBytes: 4 * maxFileBytes });
  // Of conflicts, up to 127; more is a failure.
  if (code < 128) return { bytes: stdout, hasConflicts: code > 0, places: [] };
  throw new EngineError('io', t("Git couldn't merge the files: {0}", reason), { path: ours });
}

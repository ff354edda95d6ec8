import { t } from '@vscode/l10n';
import {
  changeLine,
  equalValues,
  isWithin,
  pointerFromPath,
  valueAt,
  type Change,
  type Engine,
  type HistoryEntry,
  type Mask,
  type Pointer,
  type Value,
  moreDamagedText,
} from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { argument, table, textOption, type Outcome, type Verb } from '../verb.ts';

export const history: Verb = {
  usage: 'history [PATH] [--limit N]',
  summary: t('List the changes, newest first. With PATH, list only the changes to that key, in any file.'),
  options: { limit: { kind: 'text', about: t('The number of entries (defaults to 20).') } },
  examples: [
    ['history --limit 5', t('Shows the last five changes: ID, time, author, and summary.')],
    ['history log.level', t('Shows who changed a key when, and what it was before and after.')],
  ],
  run: async (context) => {
    const limit = Number(textOption(context, 'limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1)
      throw new UsageError(t('--limit must be a whole number, 1 or more.'));
    const engine = await context.open();
    const path = argument(context, 0);
    if (path !== '') return keyHistory(engine, path, { limit, mask: context.maskOf });
    const entries = (await engine.snapshot()).history.slice(0, limit);
    const rows = entries.map(({ id, at, author, summary, changes }) => [
      id,
      at,
      author,
      summary,
      changes === 1 ? t('{0} change', changes) : t('{0} changes', changes),
    ]);
    return { json: entries, text: table(rows) };
  },
};

export const verifyAudit: Verb = {
  usage: 'audit verify',
  summary: t(
    "Check the history for damage and missing entries. Entries that someone with your permissions rewrote on purpose can't be detected.",
  ),
  examples: [
    [
      'audit verify',
      t('Checks each entry and the chain of hashes. The exit code is 3 if an entry is damaged or missing.'),
    ],
  ],
  run: async ({ open }) => {
    const { entries, damaged, moreDamaged, isReplaced, earlier } = await (await open()).verifyHistory();
    const lines = [
      ...(isReplaced
        ? [
            t(
              '.safekeep/audit.jsonl is missing lines that Safekeep wrote. It was truncated or replaced. Run "safekeep recover" to restore them.',
            ),
          ]
        : []),
      ...damaged.map((line) => t('Line {0} of .safekeep/audit.jsonl was changed or damaged.', line)),
      ...(moreDamaged > 0 ? [moreDamagedText(moreDamaged)] : []),
      ...(earlier > 0
        ? [
            t(
              '.safekeep was deleted and created again. Safekeep has a copy of its earlier history. Run "safekeep recover" to restore it.',
            ),
          ]
        : []),
    ];
    const whole =
      entries === 1
        ? t('{0} change, every entry intact', entries)
        : t('{0} changes, every entry intact', entries);
    const text = `${lines.join('\n') || whole}\n`;
    const more = { ...(moreDamaged > 0 ? { moreDamaged } : {}), ...(earlier > 0 ? { earlier } : {}) };
    return { json: { entries, damaged, isReplaced, ...more }, text, found: lines.length > 0 };
  },
};

interface KeyChange extends Change {
  readonly file: string;
}

/** Which changes touched a key, with what it was before and after. @throws EngineError `invalid` for a path with a mistake. */
async function keyHistory(
  engine: Engine,
  path: string,
  { limit, mask }: { readonly limit: number; readonly mask: (engine: Engine) => Mask },
): Promise<Outcome> {
  const pointer = pointerFromPath(path);
  const found: { readonly entry: HistoryEntry; readonly values: readonly KeyChange[] }[] = [];
  let unknown = 0;
  for (const entry of (await engine.snapshot()).history) {
    if (found.length >= limit) break;
    if (entry.files.length === 0) continue;
    const { files } = await engine.changesOf(entry.id);
    if (files.some((file) => file.unknown)) unknown += 1;
    const values = files.flatMap(({ path: file, changes }) =>
      changes
        .flatMap((change) => changesAt(change, pointer))
        .map((change) => ({ ...mask(engine).change(change), file })),
    );
    if (values.length > 0) found.push({ entry, values });
  }
  const rows = found.flatMap(({ entry: { id, at, author }, values }) =>
    values.map((change) => [id, at, author, change.file, changeLine(change)]),
  );
  const lost =
    unknown === 0
      ? ''
      : `# ${t("Changes whose content is no longer available or doesn't parse: {0}", unknown)}\n`;
  return { json: found.map(({ entry, values }) => ({ ...entry, values })), text: table(rows) + lost };
}

/** What a change means for a place: one in it as it is, one of something around it for its part. */
function changesAt(change: Change, place: Pointer): readonly Change[] {
  if (isWithin(change.pointer, place)) return [change];
  if (change.oldPointer !== undefined && isWithin(change.oldPointer, place)) return [change];
  if (!isWithin(place, change.pointer)) return [];
  const inside = (value: Value | undefined) =>
    value === undefined ? undefined : valueAt(value, place.slice(change.pointer.length));
  const [from, to] = [inside(change.from), inside(change.to)];
  if (from === undefined) return to === undefined ? [] : [{ type: 'added', pointer: place, to }];
  if (to === undefined) return [{ type: 'removed', pointer: place, from }];
  return equalValues(from, to) ? [] : [{ type: 'modified', pointer: place, from, to }];
}

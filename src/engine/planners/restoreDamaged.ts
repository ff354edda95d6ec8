import { t } from '@vscode/l10n';
import { ownBackups } from '../records/ownBackups.ts';
import { EngineError } from '../base/errors.ts';
import type { Damage, Problem, Snapshot } from '../model/model.ts';
import { andList } from '../base/wordLists.ts';
import type { Draft, DraftWrite } from './draft.ts';

/** What takes the place of a damaged target. */
export interface DamageReplacement {
  readonly damage: Damage;
  readonly bytes: Uint8Array;
  /** "the backup of 2026-11-20 10:13:37", "profile staging", "default.json". */
  readonly from: string;
}

export interface DamageReplacements {
  readonly sources: readonly DamageReplacement[];
  /** Damage for which there is nothing. */
  readonly missing: readonly Damage[];
  /** Files of defaults that could take the place of what is missing. */
  readonly defaults: readonly string[];
}

/** Brings back every damaged target there is a content for. @throws EngineError `not-found` where there is none at all. */
export function planRestoreDamaged(
  snapshot: Snapshot,
  { sources, missing, defaults }: DamageReplacements,
): Draft {
  if (missing.length > 0 && sources.length === 0) {
    const paths = missing.map(({ path }) => path);
    const message =
      defaults.length === 0
        ? t('No backup has an intact copy of {0}.', paths.join(', '))
        : t(
            'No backup has an intact copy of {0}. {1} could replace it.',
            paths.join(', '),
            defaults.join(', '),
          );
    throw new EngineError('not-found', message, { paths, defaults });
  }
  return {
    kind: 'restore-damaged',
    summary: sources.length === 0 ? t('Recover') : t('Recover {0}', summaryOf(sources)),
    writes: sources.flatMap((source) => writeOf(snapshot, source)),
    problems: missing.map(({ path }): Problem => {
      return {
        file: path,
        line: 0,
        column: 0,
        pointer: '',
        message: t('No backup has an intact copy.'),
      };
    }),
    notes: sources.map(({ damage, from }) => `${damage.path}: ${from}`),
  };
}

/** "app.json and web.json from the backup of 2026-11-20 10:13:37". */
function summaryOf(sources: readonly DamageReplacement[]): string {
  const origins = [...new Set(sources.map(({ from }) => from))];
  const pathsFrom = (origin: string) =>
    sources.filter(({ from }) => from === origin).map(({ damage }) => damage.path);
  return origins.map((origin) => t('{0} from {1}', andList(pathsFrom(origin)), origin)).join(', ');
}

function writeOf(snapshot: Snapshot, { damage, bytes }: DamageReplacement): readonly DraftWrite[] {
  const target = snapshot.targets.find(({ name }) => name === damage.target);
  if (!target) return [];
  // A file that is gone took its mode along; the newest backup tells it.
  const modes = ownBackups(snapshot.backups).map(
    ({ files }) => files.find(({ path }) => path === target.path)?.mode,
  );
  const modeFrom = modes.find((mode) => mode !== undefined);
  return [
    {
      path: target.path,
      target,
      before: target.file,
      after: bytes,
      ...(modeFrom === undefined ? {} : { modeFrom }),
    },
  ];
}

// Which backups stay and which go, and why. The model is `restic forget`
// (https://restic.readthedocs.io/en/stable/060_forget.html): each rule marks what it keeps, and what none marks goes.
// Pure: no disk and no clock. A period is an hour, day, week (from Monday) or month of UTC, as the ids are. Newer is what
// was made later, as the ids say; a clock that was ahead meanwhile counts as what it said afterwards.
// What a backup is judged by, its record and the newer ones, is still there after others have gone. So cleaning up
// a second time takes nothing more, and cleaning up often leaves what cleaning up once would.
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import type { Backup, Retention, RetentionDecision } from '../../model/model.ts';
import { timeOfId } from './ids.ts';

export type Retained = Pick<
  Backup,
  'id' | 'createdAt' | 'previous' | 'previousAt' | 'pinned' | 'name' | 'size'
>;

/** What no rule takes away, besides the pinned and the named. */
export interface ProtectedBackups {
  readonly newestVerified: string | null;
  /** Ids of those that something else still needs, each with what for, in words. */
  readonly needed: ReadonlyMap<string, string>;
}

/** Newest first. @throws EngineError `invalid` for a policy that keeps nothing. */
export function planRetention(
  backups: readonly Retained[],
  policy: Retention,
  safe: ProtectedBackups,
): readonly RetentionDecision[] {
  const rules = periodsOf(policy);
  if (policy.last + rules.reduce((sum, { count }) => sum + count, 0) === 0)
    throw new EngineError(
      'invalid',
      t('Retention keeps nothing: at least one count must be greater than 0.'),
    );
  const newestFirst = inTurn(backups, policy);
  const considered = newestFirst.filter(({ isOfBurst }) => !isOfBurst);
  const chosen = rules.map((period) => ({ ...period, newest: newestOfEach(considered, period) }));
  const judged = newestFirst.map((backup, index): Verdict => {
    const safety = safetyOf(backup, safe);
    if (safety !== null) return { backup, safe: true, keeps: true, why: safety };
    const ruling =
      index < policy.last
        ? { keeps: true, why: t('one of the newest {0}', policy.last) }
        : backup.isOfBurst
          ? { keeps: false, why: t('made within {0} s of the one before it', policy.mergeWindow) }
          : byPeriods(backup, chosen);
    return { backup, safe: false, ...ruling };
  });
  return withinSize(judged, policy.maxBytes).map(({ backup, keeps, why }) => ({ id: backup.id, keeps, why }));
}

interface Dated extends Retained {
  readonly isOfBurst: boolean;
}

/** Newest first, none dated after what was made later. */
function inTurn(backups: readonly Retained[], policy: Retention): readonly Dated[] {
  let least: string | undefined;
  return backups
    .toSorted((left, right) => (left.id < right.id ? 1 : -1))
    .map((backup): Dated => {
      const createdAt = least === undefined || backup.createdAt < least ? backup.createdAt : least;
      const burst = isOfBurst(backup, policy);
      if (!burst) least = createdAt; // What a burst made goes early, and the others must be judged as before.
      return { ...backup, createdAt, isOfBurst: burst };
    });
}

interface RuleMatch {
  readonly keeps: boolean;
  readonly why: string;
}

interface Verdict extends RuleMatch {
  readonly backup: Retained;
  readonly safe: boolean;
}

interface Period {
  readonly count: number;
  /** The period that a time is in, as a person writes it. */
  readonly of: (createdAt: string) => string;
  /** Why the newest backup of a period stays, and why the others go. */
  readonly newestOf: (period: string) => string;
  readonly passedIn: (period: string) => string;
}

interface ChosenPeriod extends Period {
  /** Period → the id of its newest backup, for as many periods as are kept. */
  readonly newest: ReadonlyMap<string, string>;
}

/** From the shortest to the longest. */
function periodsOf({ hourly, daily, weekly, monthly }: Retention): readonly Period[] {
  return [
    {
      count: hourly,
      of: (at) => `${at.slice(0, 10)} ${at.slice(11, 13)}:00 UTC`,
      newestOf: (hour) => t('the newest of the hour {0}', hour),
      passedIn: (hour) => t('there is a newer one of the hour {0}', hour),
    },
    {
      count: daily,
      of: (at) => at.slice(0, 10),
      newestOf: (day) => t('the newest of the day {0}', day),
      passedIn: (day) => t('there is a newer one of the day {0}', day),
    },
    {
      count: weekly,
      of: mondayOf,
      newestOf: (monday) => t('the newest of the week of {0}', monday),
      passedIn: (monday) => t('there is a newer one of the week of {0}', monday),
    },
    {
      count: monthly,
      of: (at) => at.slice(0, 7),
      newestOf: (month) => t('the newest of the month {0}', month),
      passedIn: (month) => t('there is a newer one of the month {0}', month),
    },
  ];
}

/** The Monday that an ISO 8601 week starts with. */
function mondayOf(createdAt: string): string {
  const day = new Date(createdAt);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

/**
 * What a backup holds had lived only since the one before it. That one is known from the record: were it looked for
 * among those that are left, each cleaning up would make another one of a burst the first. Where the clock was set back,
 * nobody knows how long it had lived.
 */
function isOfBurst({ createdAt, previous, previousAt }: Retained, { mergeWindow }: Retention): boolean {
  if (previous === undefined) return false;
  const before = previousAt === undefined ? timeOfId(previous) : Date.parse(previousAt);
  const lived = Date.parse(createdAt) - (before ?? -Infinity);
  return lived >= 0 && lived < mergeWindow * 1_000;
}

function newestOfEach(newestFirst: readonly Retained[], { count, of }: Period): ReadonlyMap<string, string> {
  const newest = new Map<string, string>();
  for (const { id, createdAt } of newestFirst) {
    const period = of(createdAt);
    if (newest.size < count && !newest.has(period)) newest.set(period, id);
  }
  return newest;
}

function safetyOf(
  { id, pinned, name }: Retained,
  { newestVerified, needed }: ProtectedBackups,
): string | null {
  if (pinned) return t('pinned');
  if (name) return t('named');
  return needed.get(id) ?? (id === newestVerified ? t('the newest intact backup') : null);
}

function byPeriods({ id, createdAt }: Retained, periods: readonly ChosenPeriod[]): RuleMatch {
  const own = periods.find(({ of, newest }) => newest.get(of(createdAt)) === id);
  if (own) return { keeps: true, why: own.newestOf(own.of(createdAt)) };
  const kept = periods.find(({ of, newest }) => newest.has(of(createdAt)));
  const why = kept ? kept.passedIn(kept.of(createdAt)) : t('too old for the retention');
  return { keeps: false, why };
}

/** Takes from the oldest on, but never what is safe, until the rest fits. */
function withinSize(newestFirst: readonly Verdict[], maxBytes: number): readonly Verdict[] {
  let total = newestFirst.reduce((sum, { backup, keeps }) => sum + (keeps ? backup.size : 0), 0);
  const why = t('the backups would take more than {0}', sizeText(maxBytes));
  return newestFirst
    .toReversed()
    .map((judged) => {
      if (!judged.keeps || judged.safe || total <= maxBytes) return judged;
      total -= judged.backup.size;
      return { ...judged, keeps: false, why };
    })
    .toReversed();
}

function sizeText(bytes: number): string {
  const [unit, name] = bytes >= 1e9 ? [1e9, 'GB'] : bytes >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB'];
  return `${Number((bytes / unit).toPrecision(3))} ${name}`;
}

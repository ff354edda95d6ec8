// Which backups stay and which go, and why. The model is `restic forget`
// (https://restic.readthedocs.io/en/stable/060_forget.html): each rule marks what it keeps, and what none marks goes.
// Pure: no disk and no clock. A period is an hour, day, week (from Monday) or month of UTC, as the ids are. Newer is what
// was made later, as the ids say; a clock that was ahead meanwhile counts as what it said afterwards.
// What a backup is judged by, its record and the newer ones, is still there after others have gone. So cleaning up
// a second time takes nothing more, and cleaning up often leaves what cleaning up once would.
// A backup holds what was there before a change. So what an application ran with for weeks is in the oldest backup of a
// busy hour: each period keeps the content that stood longest, too, and nothing young goes at all.
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
      t('"retention" keeps nothing: at least one count must be greater than 0.'),
    );
  const newestFirst = inTurn(backups, policy);
  const considered = newestFirst.filter(({ isOfBurst }) => !isOfBurst);
  const first = firstOf(newestFirst, rules);
  // What stays anyway takes the place of no other.
  const contends = ({ id, pinned, name }: Dated) => !pinned && !name && id !== first;
  const chosen = rules.map((period) => ({ ...period, kept: keptOfEach(considered, period, contends) }));
  const longest = chosen.flatMap(({ kept }) => [...kept.values()].map((of) => of.longest));
  const dating = new Set(longest.map((backup) => backup?.datedBy));
  const youngSince = Date.parse(newestFirst[0]?.createdAt ?? '') - policy.within * 1_000;
  const ruleFor = (backup: Dated, index: number): RuleMatch => {
    if (index < policy.last) return { keeps: true, why: t('one of the newest {0}', policy.last) };
    if (index < maxYoung && Date.parse(backup.createdAt) > youngSince)
      return { keeps: true, why: t('made within {0} of the newest', timeText(policy.within)) };
    if (backup.isOfBurst)
      return { keeps: false, why: t('made within {0} s of the previous one', policy.mergeWindow) };
    if (dating.has(backup.id))
      return { keeps: true, why: t("needed to know how long an older backup's content lasted") };
    return byPeriods(backup, chosen);
  };
  const judged = newestFirst.map((backup, index): Verdict => {
    const safety = safetyOf(backup, safe) ?? (backup.id === first ? t('from before the first change') : null);
    if (safety !== null) return { backup, safe: true, keeps: true, why: safety };
    return { backup, safe: false, ...ruleFor(backup, index) };
  });
  return withinSize(judged, policy.maxBytes).map(({ backup, keeps, why }) => ({ id: backup.id, keeps, why }));
}

/** A script that changes something each second must not make every look at the folder slow. */
const maxYoung = 1_000;

interface Dated extends Retained {
  readonly isOfBurst: boolean;
  /** The newer one that tells when it was made, where the clock was ahead. */
  readonly datedBy: string | undefined;
  /** For how long, in milliseconds, what it holds had been there. */
  readonly stood: number;
}

/** Newest first, none dated after what was made later. */
function inTurn(backups: readonly Retained[], policy: Retention): readonly Dated[] {
  let least: Retained | undefined;
  return backups
    .toSorted((left, right) => (left.id < right.id ? 1 : -1))
    .map((backup): Dated => {
      const ahead = least && least.createdAt < backup.createdAt ? least : undefined;
      const stood = timeStood(backup);
      const burst = stood < policy.mergeWindow * 1_000;
      if (!burst) least = ahead ?? backup; // What a burst made goes early, and the others must be judged as before.
      const { createdAt } = ahead ?? backup;
      return { ...backup, createdAt, datedBy: ahead?.id, isOfBurst: burst, stood };
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
  /** Why the newest backup of a period stays, and the one of what stood longest, and why the others go. */
  readonly newestOf: (period: string) => string;
  readonly longestOf: (period: string) => string;
  readonly passedIn: (period: string) => string;
}

interface ChosenPeriod extends Period {
  /** For as many periods as are kept. */
  readonly kept: ReadonlyMap<string, KeptOfPeriod>;
}

interface KeptOfPeriod {
  readonly newest: Dated;
  readonly longest: Dated | undefined;
}

/** From the shortest to the longest. */
function periodsOf({ hourly, daily, weekly, monthly }: Retention): readonly Period[] {
  return [
    {
      count: hourly,
      of: (at) => `${at.slice(0, 10)} ${at.slice(11, 13)}:00 UTC`,
      newestOf: (hour) => t('newest in the hour starting at {0}', hour),
      longestOf: (hour) => t('longest-lived content in the hour starting at {0}', hour),
      passedIn: (hour) => t('not the newest in the hour starting at {0}', hour),
    },
    {
      count: daily,
      of: (at) => at.slice(0, 10),
      newestOf: (day) => t('newest on {0}', day),
      longestOf: (day) => t('longest-lived content on {0}', day),
      passedIn: (day) => t('not the newest on {0}', day),
    },
    {
      count: weekly,
      of: mondayOf,
      newestOf: (monday) => t('newest in the week of {0}', monday),
      longestOf: (monday) => t('longest-lived content in the week of {0}', monday),
      passedIn: (monday) => t('not the newest in the week of {0}', monday),
    },
    {
      count: monthly,
      of: (at) => at.slice(0, 7),
      newestOf: (month) => t('newest in {0}', month),
      longestOf: (month) => t('longest-lived content in {0}', month),
      passedIn: (month) => t('not the newest in {0}', month),
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
 * What a backup holds had been there only since the one before it. That one is known from the record: were it looked for
 * among those that are left, each cleaning up would make another one of a burst the first. Where there was none, or the
 * clock was set back, nobody knows for how long.
 */
function timeStood({ createdAt, previous, previousAt }: Retained): number {
  if (previous === undefined) return Infinity;
  const before = previousAt === undefined ? timeOfId(previous) : Date.parse(previousAt);
  const stood = Date.parse(createdAt) - (before ?? -Infinity);
  return stood >= 0 ? stood : Infinity;
}

/** Of what stood equally long, the oldest. */
function keptOfEach(
  newestFirst: readonly Dated[],
  { count, of }: Period,
  contends: (backup: Dated) => boolean,
): ReadonlyMap<string, KeptOfPeriod> {
  const kept = new Map<string, KeptOfPeriod>();
  for (const backup of newestFirst) {
    const period = of(backup.createdAt);
    const { newest = backup, longest } = kept.get(period) ?? {};
    if (newest === backup && kept.size === count) continue;
    const isLonger = contends(backup) && backup.stood >= (longest?.stood ?? 0);
    kept.set(period, { newest, longest: isLonger ? backup : longest });
  }
  return kept;
}

/** Before the first change, things had stood longer than in any period. */
function firstOf(newestFirst: readonly Dated[], periods: readonly Period[]): string | undefined {
  const first = newestFirst.at(-1);
  return first?.previous === undefined && periods.some(({ count }) => count > 0) ? first?.id : undefined;
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
  const newest = periods.find(({ of, kept }) => kept.get(of(createdAt))?.newest.id === id);
  if (newest) return { keeps: true, why: newest.newestOf(newest.of(createdAt)) };
  const longest = periods.find(({ of, kept }) => kept.get(of(createdAt))?.longest?.id === id);
  if (longest) return { keeps: true, why: longest.longestOf(longest.of(createdAt)) };
  const passed = periods.find(({ of, kept }) => kept.has(of(createdAt)));
  const why = passed ? passed.passedIn(passed.of(createdAt)) : t('too old for the retention rules');
  return { keeps: false, why };
}

/** Takes from the oldest on, but never what is safe, until the rest fits. */
function withinSize(newestFirst: readonly Verdict[], maxBytes: number): readonly Verdict[] {
  let total = newestFirst.reduce((sum, { backup, keeps }) => sum + (keeps ? backup.size : 0), 0);
  const why = t('the backups would take up more than {0}', sizeText(maxBytes));
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

/** As the manifest says it. */
function timeText(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ];
  const [name, unit] = units.find(([, length]) => seconds >= length) ?? ['s', 1];
  return `${Number((seconds / unit).toPrecision(3))} ${name}`;
}

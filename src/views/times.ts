// Points in time as people say them. All take ISO 8601 texts.
import * as vscode from 'vscode';

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "5 min. ago", "yesterday": as short as a row needs it. */
export function ageOf(time: string): string {
  const seconds = (Date.now() - Date.parse(time)) / 1000;
  const [unit, length] = steps.find(([, size]) => seconds >= size) ?? [];
  if (unit === undefined || length === undefined) return vscode.l10n.t('just now');
  return new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto', style: 'short' }).format(
    -Math.floor(seconds / length),
    unit,
  );
}

/** "Today", "Yesterday", "Thursday, 19 November 2026". */
export function dayOf(time: string): string {
  const [day, now] = [new Date(time), new Date()];
  const days = Math.round((startOf(now) - startOf(day)) / 86_400_000);
  if (days <= 0) return vscode.l10n.t('Today');
  if (days === 1) return vscode.l10n.t('Yesterday');
  return day.toLocaleDateString(vscode.env.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

/** "Today, 7:30 PM". */
export function momentOf(time: string): string {
  const clock = new Date(time).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' });
  return `${dayOf(time)}, ${clock}`;
}

function startOf(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

export function fullTime(time: string): string {
  return new Date(time).toLocaleString(vscode.env.language);
}

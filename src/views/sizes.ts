// Sizes as people say them.
import * as vscode from 'vscode';

const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** "512 bytes" or "1.4 MB", in steps of 1,000. */
export function sizeText(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(vscode.env.language, {
    style: 'unit',
    unit: units[power - 1] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1_000 ** power);
}

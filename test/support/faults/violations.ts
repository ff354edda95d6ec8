// Many violations as few lines: those that differ only in generated names and in where it happened count as one kind.

export interface Violation {
  readonly fault: string;
  /** Where it happened, for one who wants to see it happen. */
  readonly origin: string;
}

export function describeKinds(violations: readonly Violation[]): string {
  const kinds = Map.groupBy(violations, ({ fault }) => withoutGeneratedNames(fault));
  const lines = [...kinds].map(
    ([kind, all]) => `${all.length} × ${kind}\n    ${all[0]?.fault ?? ''}\n    ${all[0]?.origin ?? ''}`,
  );
  return lines.join('\n');
}

function withoutGeneratedNames(text: string): string {
  return text.replaceAll(/\d{8}T\d{9}Z-[0-9a-f]{6}/g, 'ID').replaceAll(/\.[0-9a-f]{18}\./g, '.….');
}

/** Rows of figures under their names, for the run's output. */
export function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const padded = (line: readonly string[]) =>
    line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return cells.map((line) => padded(line).join('  ')).join('\n');
}

// How a problem is printed with its place, in the terminal, in messages and to agents: as compilers do.

export interface PrintedProblem {
  readonly file: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `current.yaml:3:5: message`, or `current.yaml: message` for the whole file. */
export function formatProblem(problem: PrintedProblem): string {
  return `${formatPlace(problem)}: ${problem.message}`;
}

/** `current.yaml:3:5`, `current.yaml:3` where no column is given, or `current.yaml` for the whole file. */
export function formatPlace({
  file,
  line,
  column,
}: Pick<PrintedProblem, 'file' | 'line'> & Partial<Pick<PrintedProblem, 'column'>>): string {
  if (line === 0) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

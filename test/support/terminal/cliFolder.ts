// A config folder with the terminal at work in its workspace.
import { safekeep, type CliResult } from './cli.ts';
import { simpleFiles, testFolder, type Files, type TestFolder } from '../disk/configFolder.ts';

type Run = (...words: readonly string[]) => Promise<CliResult>;

/** `json` runs with `--json` and answers the document. */
export async function opened(
  files: Files = simpleFiles,
): Promise<
  TestFolder & { readonly run: Run; readonly json: (...words: readonly string[]) => Promise<unknown> }
> {
  const folder = await testFolder('verbs', files);
  const run: Run = (...words) => safekeep(folder.workspace, ...words);
  const json = async (...words: readonly string[]) => (await run(...words, '--json')).json();
  return { ...folder, run, json };
}

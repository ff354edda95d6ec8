// `--all`: one verb in every config folder of a repository. What one of them refuses does not stop the others; a change is
// tried in all of them first, so that none is made where another would be refused.
import { t } from '@vscode/l10n';
import { EngineError, visibleText, type Engine } from '../engine/index.ts';
import { remedyText } from './remedies.ts';
import { flagOption, type Outcome, type Verb, type VerbContext } from './verb.ts';

export interface EachFolder {
  /** The path that people see. */
  readonly name: string;
  readonly open: () => Promise<Engine>;
}

type Part = Outcome & { readonly folder: string };

/** Runs a verb in every folder, and returns one outcome of all. */
export async function runInEach(
  verb: Verb,
  context: VerbContext,
  folders: readonly EachFolder[],
): Promise<Outcome> {
  if (verb.options && 'dry-run' in verb.options && !flagOption(context, 'dry-run')) {
    const tried = { ...context, options: { ...context.options, 'dry-run': true } };
    const parts = await runParts(verb, tried, folders);
    const refused = parts.filter((part) => part.failed === true || (isGuarded(part) && !context.force));
    if (refused.length > 0)
      return { ...combined(refused, t('Nothing was written in any config folder.')), failed: true };
  }
  return combined(await runParts(verb, context, folders));
}

async function runParts(
  verb: Verb,
  context: VerbContext,
  folders: readonly EachFolder[],
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const { name, open } of folders)
    parts.push({ folder: name, ...(await runPart(verb, { ...context, open })) });
  return parts;
}

async function runPart(verb: Verb, context: VerbContext): Promise<Outcome> {
  try {
    return (await verb.run(context)) ?? { json: null, text: '' };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { code, message, details } = error;
    const text = `error ${code}: ${visibleText(message)}\n${remedyText(error, context.isWriting)}`;
    return { json: { error: { code, message, details } }, text, failed: true };
  }
}

function isGuarded({ json }: Outcome): boolean {
  const guards = typeof json === 'object' && json !== null && 'guards' in json ? json.guards : [];
  return Array.isArray(guards) && guards.length > 0;
}

function combined(parts: readonly Part[], last = ''): Outcome {
  const texts = parts.map(({ folder, text }) => `${visibleText(folder)}\n${text.trimEnd()}\n`);
  return {
    json: parts.map(({ folder, json }) => ({ folder, ...(isObject(json) ? json : { result: json }) })),
    text: [...texts, ...(last === '' ? [] : [`${last}\n`])].join('\n'),
    isListing: true,
    found: parts.some(({ found }) => found === true),
    failed: parts.some(({ failed }) => failed === true),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

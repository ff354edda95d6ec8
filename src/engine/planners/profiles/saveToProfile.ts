import { t } from '@vscode/l10n';
import { reuseLiveText } from '../../layers/reuseLiveText.ts';
import {
  applyEdits,
  bytesOfDocument,
  editDocument,
  hasSeveralDocuments,
  parseDocument,
  type Document,
} from '../../text/document.ts';
import { editsBetween } from '../../diff/editsBetween.ts';
import { assertParsed, documentOf } from '../../documents/fileDocument.ts';
import { layerValue, withDocument, type Layer } from '../../layers/layers.ts';
import { liveContent, withReferences } from '../../layers/liveContent.ts';
import type { LayerStack } from '../../layers/origin.ts';
import { inTagsOf, writeToLayers } from '../../layers/writeToLayers.ts';
import { compose, resolveOrThrow, type ResolvedContent } from '../../layers/resolve.ts';
import { otherProfile } from '../../state/drift.ts';
import { assertSameVersion } from '../../migrations/resolveInVersion.ts';
import { equalValues, type Value } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { FileContent, Guard, Problem, Profile, Sha256, Snapshot, Target } from '../../model/model.ts';
import { sha256 } from '../../base/sha256.ts';
import { bytesOf, findProfile, type Draft, type DraftWrite } from '../draft.ts';
import { lostReferences } from '../referenceGuards.ts';
import { layersToWrite, newFileFor, preconditionsOf, writesOf } from '../profileLayers.ts';
import { hashOf } from '../../records/stateRecord.ts';

/** Target name → what it was when it was switched to, where that is known. */
export type Bases = ReadonlyMap<string, FileContent>;

/**
 * Puts what was edited in the live files into the layers of the active profile: each key into the profile, or into the
 * personal overlay where it came from. The live files stay as they are. What the profile itself has changed since it was
 * switched to is kept, where the base is known. @throws EngineError `not-found`, `invalid`.
 */
export function planSaveToProfile(snapshot: Snapshot, bases: Bases): Draft {
  const name = snapshot.state.activeProfile;
  if (name === null)
    throw new EngineError('not-found', t('There is no active profile to save to. Switch to one first.'), {});
  const profile = findProfile(snapshot, name);
  const other = otherProfile(snapshot);
  if (other !== null) {
    const message = t(
      'The live files match profile "{0}" exactly. Saving them would make profile "{1}" the same. Switch to "{0}" instead.',
      other,
      name,
    );
    throw new EngineError('invalid', message, { profile: other });
  }
  const saved = snapshot.targets.flatMap((target) => saveTarget(snapshot, { profile, target }, bases) ?? []);
  const done = saved.filter(({ writes }) => writes.length > 0);
  const targets = snapshot.targets.map(({ path, file }) => ({ path, sha256: file?.sha256 ?? null }));
  return {
    kind: 'save-to-profile',
    summary: t('Save changes to profile {0}', name),
    writes: saved.flatMap(({ writes }) => writes),
    preconditions: [...preconditionsOf(snapshot), ...targets],
    problems: saved.flatMap(({ problems }) => problems),
    guards: saved.flatMap(({ guards }) => guards),
    state: {
      ...snapshot.state,
      applied: { ...snapshot.state.applied, ...hashesOf(done, ({ live }) => live.sha256) },
      resolved: {
        ...snapshot.state.resolved,
        ...hashesOf(
          done.filter(({ isWhole }) => isWhole),
          ({ text }) => sha256(bytesOf(text)),
        ),
      },
    },
  };
}

interface Saved {
  readonly name: string;
  readonly live: FileContent;
  /** What the profile resolves to then. */
  readonly text: string;
  /** The profile then has the values of the live file; it has others where it was changed meanwhile, too. */
  readonly isWhole: boolean;
  readonly writes: readonly DraftWrite[];
  readonly problems: readonly Problem[];
  readonly guards: readonly Guard[];
}

function hashesOf(saved: readonly Saved[], hashOf: (one: Saved) => Sha256): Readonly<Record<string, Sha256>> {
  return Object.fromEntries(saved.map((one) => [one.name, hashOf(one)]));
}

function valueOf(base: FileContent | undefined): Value | null {
  return base && documentOf(base).value !== undefined ? layerValue({ document: documentOf(base) }) : null;
}

interface ProfileTarget {
  readonly profile: Profile;
  readonly target: Target;
}

/** `null` for what is as the profile says, and for a target that it says nothing of. */
function saveTarget(snapshot: Snapshot, { profile, target }: ProfileTarget, bases: Bases): Saved | null {
  const said = resolveOrThrow(snapshot, profile, target);
  const { file } = target;
  if (!said || !file) return null;
  if (target.format === 'opaque') return saveWhole(snapshot, { profile, target }, { file, content: said });
  const live = documentOf(file);
  const base = valueOf(bases.get(target.name));
  const content = liveContent(snapshot, { ...target, instead: base ?? live.value }, said);
  if (live.text === content.text) return null;
  assertParsed(live);
  assertSameVersion(snapshot, live, content.value);
  const layering = layersToWrite(snapshot, profile, target);
  const edits = editsBetween(base ?? content.value, layerValue({ document: live }));
  const resolved = applyEdits(content.value, edits);
  const wanted = withReferences(said.value, content.value, resolved);
  const whole = sameText(layering, live, { target, wanted, resolved });
  if (!whole && hasSeveralDocuments(live)) throw noLayers(target, profile);
  const layers =
    whole ?? writeToLayers(layering, inTagsOf(layering.stack.at(-1), wanted, target.format), live);
  const now = compose(layers, target, layering.rules);
  const text = now ? liveContent(snapshot, target, now).text : '';
  const writes = writesOf(profile, layering.layers, layers);
  const isWhole = equalValues(resolved, layerValue({ document: live }));
  const isGuess =
    base === null && hashOf(snapshot.state.applied, target.name) !== sha256(bytesOf(content.text));
  const findings = [
    ...(isGuess ? [unknownBase()] : []),
    ...(text === live.text || !isWhole ? [] : [otherText(layers)]),
  ];
  const guards = lostReferences(target, profile.name, { said: said.value, wanted });
  const problems = findings.map((message) => ({
    file: target.path,
    line: 0,
    column: 0,
    pointer: '',
    message,
  }));
  return { name: target.name, live: file, text, isWhole, writes, problems, guards };
}

/** A file that is kept as a whole becomes the profile's own; what the profile has in its place is replaced. */
function saveWhole(
  { state }: Snapshot,
  { profile, target }: ProfileTarget,
  { file, content }: { readonly file: FileContent; readonly content: ResolvedContent },
): Saved | null {
  const { name, path } = target;
  const [then, now] = [hashOf(state.applied, name), sha256(bytesOfDocument(content))];
  if (file.sha256 === now || file.sha256 === then) return null;
  const own = profile.files.get(name);
  const write: DraftWrite = own
    ? { path: own.path, before: own, after: file.bytes }
    : { path: newFileFor(profile, target), before: null, after: file.bytes, modeFrom: path };
  const message = t(
    'Profile "{0}" has changed since you switched to it. Its version of {1} will be replaced.',
    profile.name,
    path,
  );
  const problems = then === now ? [] : [{ file: path, line: 0, column: 0, pointer: '', message }];
  return {
    name,
    live: file,
    text: documentOf(file).text,
    isWhole: false,
    writes: [write],
    problems,
    guards: [],
  };
}

/** Layers lie on each other key by key. */
function noLayers({ path }: Target, { name }: Profile): EngineError {
  const message = t(
    '{0} has several documents. Only a profile with a single layer can contain them, and "{1}" has several. Save the live files as a new profile that doesn\'t extend another one.',
    path,
    name,
  );
  return new EngineError('invalid', message, { path, profile: name });
}

/** A profile that is one file in the target's format takes the live text as it stands. */
function sameText(
  { layers }: LayerStack,
  live: Document,
  { target, wanted, resolved }: WantedValue,
): readonly Layer[] | null {
  const [only] = layers;
  if (!only || layers.length > 1 || only.document.format !== target.format) return null;
  if (live.value === undefined || !equalValues(live.value, resolved)) return null;
  const edits = editsBetween(resolved, wanted);
  const text =
    edits.length === 0
      ? live.text
      : editDocument(live, edits, { sources: [only.document], aliases: 'follow' });
  const carried = reuseLiveText(only.document, text);
  return carried === null ? null : [withDocument(only, parseDocument(only.document.path, carried))];
}

interface WantedValue {
  readonly target: Target;
  readonly wanted: Value;
  /** The same without references. */
  readonly resolved: Value;
}

const unknownBase = () =>
  t(
    'Safekeep no longer has the content from the last switch, so changes made to the profile since then count as changes to the live file.',
  );

function otherText([skeleton]: readonly Layer[]): string {
  return t(
    "Its comments and layout aren't saved, because the profile gets them from {0}.",
    skeleton?.document.path ?? t('its first layer'),
  );
}

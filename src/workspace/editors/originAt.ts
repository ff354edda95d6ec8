// Where a value comes from, asked of a place in an editor: its text may be unsaved, the layers are those on the disk.
// It brings the engine, so it is loaded by the first question.
import {
  adaptValue,
  documentOf,
  equalValues,
  isMap,
  isOwnLayer,
  layerStack,
  metadataPointer,
  originOf,
  parseDocument,
  valueAt,
  wholePlace,
  type Document,
  type Origin,
  type Pointer,
  type Profile,
  type Value,
} from '../../engine/index.ts';
import { formatOfFile, type ConfigFile } from './configFile.ts';

/** A place of what a profile makes of a target. */
export interface OriginQuery extends Pick<ConfigFile, 'folder' | 'target'> {
  readonly profile: Profile;
  readonly pointer: Pointer;
}

export interface PlaceOrigin extends OriginQuery {
  readonly origin: Origin;
  /** Set where the live file of the active profile says something else; without a value it says nothing. */
  readonly live?: { readonly value?: Value };
  /** The profile, its overlay or the live file says something here that can be taken back. */
  readonly canReset: boolean;
}

/** `null` when the layers of the profile have problems, or when there are none. */
export function originOfPlace(asked: OriginQuery, liveText?: Document): PlaceOrigin | null {
  const { folder, target, profile, pointer } = asked;
  const layering = layerStack(folder.snapshot, profile, target);
  if (!layering) return null;
  const origin = originOf(layering, pointer);
  const isActive = folder.snapshot.state.activeProfile === profile.name;
  const live = isActive ? (liveText ?? (target.file ? documentOf(target.file) : undefined)) : undefined;
  const differs = live?.value === undefined ? undefined : differenceAt(live.value, asked, origin);
  const last = origin.steps.at(-1);
  const canReset = differs !== undefined || (last !== undefined && isOwnLayer(profile, last));
  return { ...asked, origin, canReset, ...(differs ? { live: differs } : {}) };
}

function differenceAt(
  live: Value,
  { pointer, target }: OriginQuery,
  { value: said }: Origin,
): PlaceOrigin['live'] {
  const value = valueAt(live, pointer);
  if (value === undefined) return said === undefined ? undefined : {};
  const isSame = said !== undefined && equalValues(value, adaptValue(said, target.format));
  return isSame ? undefined : { value };
}

export interface TextPlace {
  readonly document: Document;
  /** In this text. */
  readonly own: Pointer;
  /** In what the profile makes of the target. */
  readonly pointer: Pointer;
}

/** The place of a target that an offset in the text of one of our files is about; `undefined` where it is about none. */
export function placeAt(file: ConfigFile, text: string, offset: number): TextPlace | undefined {
  const { kind, folder, path, profile, target } = file;
  const document = parseDocument(path, text, formatOfFile(file));
  const own = document.pointerAt(offset);
  if (own === undefined) return undefined;
  if (kind === 'target') return { document, own, pointer: own };
  if (own === metadataPointer || own.startsWith(`${metadataPointer}/`)) return leftOutAt(document, own);
  const layering = profile && layerStack(folder.snapshot, profile, target);
  return layering ? { document, own, pointer: wholePlace(layering, document, own) } : undefined;
}

/** Of what a profile says about itself, only what it leaves out is about the target. */
function leftOutAt(document: Document, own: Pointer): TextPlace | undefined {
  const said = valueAt(document.value ?? null, own);
  const isUnset = own.startsWith(`${metadataPointer}/unset`) && typeof said === 'string';
  return isUnset ? { document, own, pointer: said } : undefined;
}

/** Where a pointer of the mouse is on the key or on a value that is no map: between the keys of a map it is on nothing. */
export function rangeAt({ document, own }: TextPlace, offset: number): readonly [number, number] | undefined {
  const isMapThere = isMap(valueAt(document.value ?? null, own));
  const ranges = [document.locate(own, 'key'), isMapThere ? undefined : document.locate(own, 'value')];
  const found = ranges.find((range) => range && range.start <= offset && offset <= range.end);
  return found && [found.start, found.end];
}

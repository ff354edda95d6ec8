// Which profiles a profile is made of. What people write is short: chains and what is wrong with them have bounds, since
// a few small files could otherwise name each other in more ways than anybody can wait for.
import { t } from '@vscode/l10n';
import type { Problem, Profile, Snapshot } from '../model/model.ts';
import { documentOf, problemAt } from '../documents/fileDocument.ts';
import { metadataPlace } from '../records/profileMetadata.ts';

export interface ProfileChain {
  readonly chain: readonly Profile[];
  readonly problems: readonly Problem[];
}

type Profiles = Snapshot['profiles'];

/** How many profiles one may be made of, itself among them. */
const maxChainLength = 64;

/** How many problems of one chain are told; the rest of it is not looked at then. */
const maxProblems = 10;

interface CachedChains {
  readonly byName: ReadonlyMap<string, Profile>;
  readonly chains: Map<Profile, ProfileChain>;
}

const cache = new WeakMap<Profiles, CachedChains>();

/** Parents before children, each once; a profile that extends itself or nobody is a problem, as is a long chain. */
export function chainOf({ profiles }: Pick<Snapshot, 'profiles'>, profile: Profile): ProfileChain {
  const { byName, chains } = knownOf(profiles);
  const found = chains.get(profile) ?? findChain(byName, profile);
  chains.set(profile, found);
  return found;
}

function knownOf(profiles: Profiles): CachedChains {
  // Of two with a name the first counts.
  const byName = () => new Map(profiles.toReversed().map((profile) => [profile.name, profile]));
  const found = cache.get(profiles) ?? { byName: byName(), chains: new Map<Profile, ProfileChain>() };
  cache.set(profiles, found);
  return found;
}

function findChain(byName: ReadonlyMap<string, Profile>, profile: Profile): ProfileChain {
  const chain = new Set<Profile>();
  const problems: Problem[] = [];
  const path = new Set<string>();
  const found = { isLong: false };
  const visit = (here: Profile) => {
    path.add(here.name);
    for (const name of here.metadata.extends) {
      if (found.isLong || problems.length >= maxProblems) break;
      const parent = byName.get(name);
      if (path.has(name)) problems.push(extendsProblem(here, extendsItself([...path, name])));
      else if (!parent)
        problems.push(
          extendsProblem(here, t('Profile "{0}" extends "{1}", which doesn\'t exist.', here.name, name)),
        );
      else if (chain.has(parent)) continue;
      else if (path.size + chain.size < maxChainLength) visit(parent);
      else found.isLong = true;
    }
    path.delete(here.name);
    chain.add(here);
  };
  visit(profile);
  if (found.isLong) problems.push(extendsProblem(profile, tooLong(profile)));
  return { chain: [...chain], problems };
}

function tooLong({ name }: Profile): string {
  return t('Profile "{0}" extends more than {1} profiles, directly or indirectly.', name, maxChainLength - 1);
}

function extendsItself(path: readonly string[]): string {
  return t('Profile "{0}" extends itself ({1}).', path.at(-1) ?? '', path.join(' → '));
}

function extendsProblem(profile: Profile, message: string): Problem {
  const { file, pointer } = metadataPlace(profile);
  if (!file) return { file: profile.name, line: 0, column: 0, pointer: '', message };
  return problemAt(documentOf(file), `${pointer}/extends`, { message });
}

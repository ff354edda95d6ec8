// What is wrong with the files of a config folder together: how profiles build on each other, and what they refer to.
import { documentOf, problemsOf } from '../documents/fileDocument.ts';
import { chainOf } from '../layers/chain.ts';
import { clashesOf } from '../layers/clashes.ts';
import { everyLayering, tooMuchProblem, type EveryLayering } from '../layers/everyLayering.ts';
import { profileReferenceProblems } from '../layers/liveContent.ts';
import type { Problem, Snapshot, StateRecord } from '../model/model.ts';

type Sources = Pick<Snapshot, 'profiles' | 'defaults' | 'manifest' | 'targets' | 'references'>;

export function problemsOfSources(sources: Sources, record: StateRecord): readonly Problem[] {
  return [
    ...sources.profiles.flatMap((profile) => chainOf(sources, profile).problems),
    ...layeringProblems(everyLayering(sources)),
    ...profileReferenceProblems(sources, record.activeProfile),
  ];
}

export function liveProblems({
  targets,
  defaults,
}: Pick<Snapshot, 'targets' | 'defaults'>): readonly Problem[] {
  const files = [...targets.map(({ file }) => file), ...defaults.values()];
  return files.flatMap((file) => (file ? problemsOf(documentOf(file)) : []));
}

function layeringProblems({ layerings, isTooMuch }: EveryLayering): readonly Problem[] {
  return [...(isTooMuch ? [tooMuchProblem()] : []), ...clashesOf(layerings)];
}

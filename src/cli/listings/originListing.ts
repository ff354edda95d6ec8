// Where the values of a profile come from, for people and for scripts.
import { t } from '@vscode/l10n';
import {
  formatPlace,
  displayValue,
  shortened,
  type Origin,
  type OriginStep,
  type Value,
} from '../../engine/index.ts';
import { linesOf, table } from '../verb.ts';

/** The winner flat, and what it overrides, the root-most first. */
export function originJson({ pointer, value, steps }: Origin): object {
  const [winner] = steps.slice(-1);
  return {
    pointer,
    value,
    ...(winner ? stepJson(winner) : {}),
    overrides: steps.slice(0, -1).map((step) => ({ ...stepJson(step), value: step.value })),
  };
}

function stepJson({ layer, kind, effect, redundant, file, line, column }: OriginStep): object {
  return { layer, kind, effect, file, line, column, ...(redundant ? { redundant } : {}) };
}

export function originText(path: string, origins: readonly Origin[]): string {
  return `${linesOf([path])}${table(origins.map(rowOf))}`;
}

function rowOf({ pointer, value, steps }: Origin): readonly string[] {
  const [winner] = steps.slice(-1);
  const [before] = steps.slice(-2, -1);
  return [
    pointer,
    short(value),
    winner ? formatPlace(winner) : '',
    winner && before ? relation(winner, before) : '',
  ];
}

function relation({ effect, redundant }: OriginStep, before: OriginStep): string {
  const [place, value] = [formatPlace(before), short(before.value)];
  if (redundant) return t('the same as {0}', place);
  return effect === 'unsets'
    ? t('leaves out {0} of {1}', value, place)
    : t('overrides {0} of {1}', value, place);
}

const maxLength = 41;

function short(value: Value | undefined): string {
  return value === undefined ? t('(left out)') : shortened(displayValue(value), maxLength);
}

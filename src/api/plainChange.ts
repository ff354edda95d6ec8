import type { ConfigurationChange } from '../../safekeep.d.ts';
import { toPlain, type Change } from '../engine/index.ts';

export function plainChange(target: string, { from, to, ...change }: Change): ConfigurationChange {
  return {
    target,
    ...change,
    ...(from === undefined ? {} : { from: toPlain(from) }),
    ...(to === undefined ? {} : { to: toPlain(to) }),
  };
}

import fc from 'fast-check';
import type { Retention } from '../../../src/engine/model/model.ts';

/** Retentions of random counts up to a most, each of which keeps something. */
export function retentionPolicies(
  most: number,
  rest: {
    readonly within: fc.Arbitrary<number>;
    readonly mergeWindow: fc.Arbitrary<number>;
    readonly maxBytes: fc.Arbitrary<number>;
  },
): fc.Arbitrary<Retention> {
  const count = fc.integer({ min: 0, max: most });
  return fc
    .record({ last: count, hourly: count, daily: count, weekly: count, monthly: count, ...rest })
    .filter(({ last, hourly, daily, weekly, monthly }) => last + hourly + daily + weekly + monthly > 0);
}

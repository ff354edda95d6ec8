import { EngineError } from './errors.ts';
import { labelFault, noteFault } from './labelFault.ts';

interface Labels {
  readonly name?: string;
  readonly note?: string;
  readonly author?: string;
}

/** The same labels, where all of them can be. @throws EngineError `invalid` */
export function assertLabels<Given extends Labels>(labels: Given): Given {
  const { name = '', note = '', author = '' } = labels;
  const fault = labelFault(name) ?? labelFault(author) ?? noteFault(note);
  if (fault !== null) throw new EngineError('invalid', fault, {});
  return labels;
}

import type { Command } from '../flow/commandContext.ts';

export const showLog: Command = ({ log }) => {
  log.show();
  return Promise.resolve();
};

import type { Command } from './commandContext.ts';

export const showLog: Command = ({ log }) => {
  log.show();
  return Promise.resolve();
};

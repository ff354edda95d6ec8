import type { Command } from './commandContext.ts';

export const groupBackupsByDay: Command = (context) => context.service.orderBackups({ groupBy: 'day' });
export const groupBackupsByProfile: Command = (context) =>
  context.service.orderBackups({ groupBy: 'profile' });

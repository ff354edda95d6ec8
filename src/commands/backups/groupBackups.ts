import type { Command } from '../flow/commandContext.ts';

export const groupBackupsByDay: Command = (context) => context.service.orderBackups({ groupBy: 'day' });
export const groupBackupsByProfile: Command = (context) =>
  context.service.orderBackups({ groupBy: 'profile' });

import type { Command } from './commandContext.ts';

export const refresh: Command = ({ service }) => service.discover();

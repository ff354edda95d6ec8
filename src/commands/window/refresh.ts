import type { Command } from '../flow/commandContext.ts';

export const refresh: Command = ({ service }) => service.discover();

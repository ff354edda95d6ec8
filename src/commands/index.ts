// Registers every command, and is the one place that catches what goes wrong in them. What a command needs (the
// engine, its parsers) is loaded with the first one that runs: the editor's start waits for none of it.
import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../ids.ts';
import { readSelection, type CommandArguments, type CommandContext } from './flow/commandContext.ts';

export function registerCommands(context: CommandContext): vscode.Disposable {
  const register = (id: CommandId) =>
    vscode.commands.registerCommand(id, (given: unknown, selected: unknown) =>
      run(context, id, readSelection(given, selected)),
    );
  return vscode.Disposable.from(...Object.values(commandIds).map(register));
}

async function run(context: CommandContext, id: CommandId, given: CommandArguments): Promise<void> {
  const [{ commandTable }, { showError }] = await Promise.all([
    import('./commandTable.ts'),
    import('./errors/showError.ts'),
  ]);
  try {
    await commandTable[id](context, given);
  } catch (error) {
    showError(error, context.log, () => run(context, id, given));
  }
}

// What the window shows as under way, which the window of the tests does not show itself.
import * as vscode from 'vscode';

export interface Shown {
  readonly title: string;
  readonly cancellable: boolean;
  readonly cancel: () => void;
  readonly isOver: () => boolean;
}

/** Everything that was shown in the corner as under way while something ran, which may ask for it, too. */
export async function waitsOf(
  act: (shown: () => readonly Shown[]) => Promise<void>,
): Promise<readonly Shown[]> {
  const original = vscode.window.withProgress;
  const all: Shown[] = [];
  const double: typeof original = async ({ title = '', cancellable = false }, task) => {
    const cancelling = new vscode.CancellationTokenSource();
    let over = false;
    all.push({ title, cancellable, cancel: () => cancelling.cancel(), isOver: () => over });
    try {
      return await task({ report: () => undefined }, cancelling.token);
    } finally {
      over = true;
      cancelling.dispose();
    }
  };
  Reflect.set(vscode.window, 'withProgress', double);
  try {
    await act(() => all);
  } finally {
    Reflect.set(vscode.window, 'withProgress', original);
  }
  return all;
}

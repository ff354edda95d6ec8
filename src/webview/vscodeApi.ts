// The few calls a webview page has towards its host, typed to what this page sends and keeps.
import type { KeptReview, PanelMessage } from '../review/protocol.ts';

export interface HostConnection {
  postMessage(message: PanelMessage): void;
  /** Whatever an earlier load of the page kept, perhaps that of another version: check it. */
  getState(): unknown;
  setState(kept: KeptReview): void;
}

/** May be called once in the life of a page. */
declare function acquireVsCodeApi(): HostConnection;

export function connectToHost(): HostConnection {
  return acquireVsCodeApi();
}

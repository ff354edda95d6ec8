import { userInfo } from 'node:os';

/** The name that the system knows; the number of the user where it knows none, as in containers. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

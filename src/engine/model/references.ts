// What profiles refer to outside of the config folder, as far as it is known on this machine.

export interface References {
  /** `secret:NAME` or `env:NAME` → its value, which is never empty. */
  readonly values: ReadonlyMap<string, string>;
  /** The uses that the person has accepted in this folder, by `ReferenceUse.id`. */
  readonly accepted: readonly string[];
  /** Why no secret can be read, as a sentence. */
  readonly fault?: string;
}

/** A place of a live file that gets something from outside of the config folder. */
export interface ReferenceUse {
  /** The same for the same text at the same place of the same live file. */
  readonly id: string;
  /** `secret:NAME` or `env:NAME`. */
  readonly keys: readonly string[];
  readonly pointer: string;
}

/** Whether a key names an environment variable, and not a secret. */
export function isEnvironment(key: string): boolean {
  return key.startsWith('env:');
}

/** Returns the name in a key: `secret:DB_PASSWORD` → `DB_PASSWORD`. */
export function nameOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

// What file names say: `profiles/staging.local.yaml` is stem `staging.local`, extension `.yaml`.

/** The extensions of configuration files, in the order in which one is preferred. */
export const extensions: readonly string[] = ['.yaml', '.yml', '.json', '.jsonc'];

/** The extension when it is one of ours, else ''. */
export function extensionOf(path: string): string {
  return extensions.find((extension) => path.endsWith(extension)) ?? '';
}

/** The name without its extension of ours. */
export function stemOf(name: string): string {
  return name.slice(0, name.length - extensionOf(name).length);
}

/** VS Code's own themes by our short names, as `workbench.colorTheme` takes them. */
export const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  contrast: 'Default High Contrast',
  'contrast-light': 'Default High Contrast Light',
} as const;

export type Theme = keyof typeof themes;

/** The class by which the window's root element tells its theme. */
export function themeClass(theme: Theme): string {
  const classes = {
    dark: 'vs-dark',
    light: 'vs',
    contrast: 'hc-black',
    'contrast-light': 'hc-light',
  } as const;
  return classes[theme];
}

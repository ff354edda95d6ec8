// Commas behind what stands in brackets of YAML without a value.

/** Of a key without a value: the comma stands behind the blank. */
export function behindColon(text: string, offset: number): number {
  return /[^"']: [^#]/.test(text.slice(offset - 2, offset + 2)) ? offset + 1 : offset;
}

/** Some readers of YAML refuse a comma directly behind a colon. Two blanks tell it from one that had a blank there. */
export function commaAt(text: string, offset: number): string {
  return /[^"']:/.test(text.slice(offset - 2, offset)) ? '  ,' : ',';
}

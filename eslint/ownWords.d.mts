export const ownWords: readonly string[];

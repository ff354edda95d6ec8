/** Entries of maps and lists that profiles and aliases may unfold to, besides what stands in files. */
export const maxUnfolded = 200_000;

/** Keyword of a problem: not everything was looked into, as it would take for ever. Its sentence cites nothing. */
export const tooMuchKeyword = 'too-much';

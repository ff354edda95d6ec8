// Words of our own that no name in the source may have, since the field has a word for each (docs/internals/glossary.md):
// operation, request, fix, status.
export const ownWords = [
  'wish',
  'wishes',
  'deed',
  'deeds',
  'mend',
  'mended',
  'mending',
  'standing',
  'standings',
];

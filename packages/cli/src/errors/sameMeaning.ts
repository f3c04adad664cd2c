/** Verbs that other programs have for what a command here does. */
const meanings: readonly (readonly string[])[] = [
  ['get', 'view', 'show', 'cat', 'print', 'describe'],
  ['list', 'ls', 'all'],
  ['delete', 'rm', 'remove', 'del'],
  ['set', 'add', 'update', 'edit', 'create', 'put', 'post'],
  ['import', 'load', 'upload'],
];

/** The known verb that means what another one means elsewhere: `view` is `get` where there is no `view`. */
export function sameMeaning(verb: string, known: readonly string[]): string | undefined {
  const meant = meanings.find((verbs) => verbs.includes(verb.toLowerCase()));
  return meant?.find((other) => known.includes(other));
}

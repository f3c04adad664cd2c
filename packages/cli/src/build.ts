declare const __CLIO_VERSION__: string;
declare const __CLIO_COMMIT__: string;
declare const __CLIO_DATE__: string;

/** The one line of `clio --version`: the version, and the commit and its date where the build knew them. */
export function describeBuild(): string {
  // The build puts texts in the place of these names; from source there are none.
  if (typeof __CLIO_VERSION__ !== 'string') return 'clio from source';
  const details = [__CLIO_COMMIT__, __CLIO_DATE__].filter((part) => part !== '');
  return `clio ${__CLIO_VERSION__}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

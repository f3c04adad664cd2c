/** As much as is looked at for the first row. */
const looked = 65_536;

/**
 * The first row of CSV or TSV without what stands in double quotes, which may hold line breaks and what
 * separates cells elsewhere.
 */
export function bareHeader(text: string): string {
  const bare = text.slice(0, looked).replace(/"[^"]*"/g, '');
  return bare.split(/\r\n|\n|\r/, 1)[0] ?? '';
}

/** A cell whose formula failed. */
export interface ErrorCell {
  /** 1-based row of the sheet. */
  readonly row: number;
  /** 0-based number of the column. */
  readonly column: number;
  /** Such as `#DIV/0!`. */
  readonly error: string;
}

/**
 * The first cell of a sheet below its header that holds an error, such as `#N/A`. The library that
 * reads workbooks gives such cells as empty ones, and an empty cell means that nothing is to be
 * changed, which nobody meant.
 */
export async function findErrorCell(
  bytes: Uint8Array,
  sheet: string,
  headerRow: number,
): Promise<ErrorCell | undefined> {
  const { strFromU8, unzipSync } = await import('fflate');
  const read = (wanted: (name: string) => boolean) =>
    Object.entries(unzipSync(bytes, { filter: ({ name }) => wanted(name) })).map(
      ([name, content]) => [name, strFromU8(content)] as const,
    );
  const index = new Map(
    read((name) => /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels)$/.test(name)),
  );
  const id = elements(index.get('xl/workbook.xml'), 'sheet').find(({ name }) => name === sheet)?.id;
  const target = elements(index.get('xl/_rels/workbook.xml.rels'), 'Relationship').find(
    (relation) => id !== undefined && relation.Id === id,
  )?.Target;
  if (!target) return undefined;
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const content = read((name) => name === path)[0]?.[1] ?? '';
  for (const [, attributes = '', inner = ''] of content.matchAll(
    /<(?:\w+:)?c\s([^>]*\bt="e"[^>]*(?<!\/))>(.*?)<\/(?:\w+:)?c>/gs,
  )) {
    const [, letters = '', digits = ''] = /\br="([A-Z]+)(\d+)"/.exec(attributes) ?? [];
    const row = Number(digits);
    if (row <= headerRow) continue;
    const column =
      [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    return { row, column, error: /<(?:\w+:)?v>([^<]*)</.exec(inner)?.[1] ?? 'of a formula' };
  }
  return undefined;
}

/** The attributes of all elements of a name, without their prefixes. */
function elements(xml: string | undefined, name: string): Record<string, string | undefined>[] {
  const tags = (xml ?? '').matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>`, 'g'));
  return [...tags].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/(?:\w+:)?(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        unescapeXml(value),
      ]),
    ),
  );
}

function unescapeXml(text: string): string {
  const known: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, word) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return known[word] ?? whole;
  });
}

/** A cell of a sheet, by 1-based row and 0-based number of the column. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A cell that was meant to hold something, and of which the library that reads workbooks gives nothing. */
export interface LostCell extends CellPlace {
  /** What it holds, and what to do; to be put after `the cell`. */
  readonly problem: string;
}

/** What the library that reads workbooks does not tell of a sheet. */
export interface SheetDetails {
  /** In the order of the sheet. */
  readonly lost: readonly LostCell[];
  /** 1-based numbers of the rows that a filter or a person has hidden. */
  readonly hiddenRows: ReadonlySet<number>;
}

/** The parts of a workbook that are looked at beside what the library reads. */
export interface WorkbookParts {
  /** Names of the sheets that a person does not see. */
  readonly hidden: ReadonlySet<string>;
  inspect(sheet: string): SheetDetails;
}

/**
 * Opens a workbook for what would be lost otherwise. The library gives the failure of a formula
 * (`#N/A`), a formula that was never calculated, and all but the first of merged cells as empty cells,
 * and an empty cell means that nothing is to be changed, which nobody meant.
 */
export async function openParts(bytes: Uint8Array): Promise<WorkbookParts> {
  const { strFromU8, unzipSync } = await import('fflate');
  const read = (wanted: (name: string) => boolean) =>
    Object.entries(unzipSync(bytes, { filter: ({ name }) => wanted(name) })).map(
      ([name, content]) => [name, strFromU8(content)] as const,
    );
  const index = new Map(
    read((name) => /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels)$/.test(name)),
  );
  const sheets = elements(index.get('xl/workbook.xml'), 'sheet');
  const relations = elements(index.get('xl/_rels/workbook.xml.rels'), 'Relationship');
  return {
    hidden: new Set(
      sheets.flatMap(({ name, state }) =>
        name !== undefined && state !== undefined && state !== 'visible' ? [name] : [],
      ),
    ),
    inspect(sheet) {
      const id = sheets.find(({ name }) => name === sheet)?.id;
      const target = relations.find((one) => id !== undefined && one.Id === id)?.Target;
      if (!target) return { lost: [], hiddenRows: new Set() };
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      const content = read((name) => name === path)[0]?.[1] ?? '';
      const { lost, filled } = lostCells(content);
      return {
        lost: [...lost, ...mergedCells(content, filled)].sort(
          (first, second) => first.row - second.row || first.column - second.column,
        ),
        hiddenRows: new Set(
          elements(content, 'row').flatMap(({ hidden, r }) =>
            hidden === '1' || hidden === 'true' ? [Number(r)] : [],
          ),
        ),
      };
    },
  };
}

/** Cells with an error or a formula without a value, and the names of all cells that hold something. */
function lostCells(content: string): { lost: LostCell[]; filled: Set<string> } {
  const lost: LostCell[] = [];
  const filled = new Set<string>();
  for (const [, attributes = '', inner = ''] of content.matchAll(
    /<(?:\w+:)?c\s([^>]*(?<!\/))>(.*?)<\/(?:\w+:)?c>/gs,
  )) {
    const name = /\br="([A-Z]+\d+)"/.exec(attributes)?.[1];
    if (name === undefined || inner === '') continue;
    filled.add(name);
    const type = /\bt="(\w+)"/.exec(attributes)?.[1];
    const value = /<(?:\w+:)?v[^>]*>([^<]*)</.exec(inner)?.[1];
    if (type === 'e') {
      lost.push({
        ...placeOf(name),
        problem: `holds the error ${value ?? 'of a formula'}. Correct the formula, or empty the cell`,
      });
    } else if (type !== 'str' && /<(?:\w+:)?f[\s>/]/.test(inner) && !value) {
      lost.push({
        ...placeOf(name),
        problem:
          'holds a formula that has not been calculated. Open the file in a spreadsheet program and save it again, or put the value there',
      });
    }
  }
  return { lost, filled };
}

/** Of each group of merged cells the first, which alone holds what stands there. */
function mergedCells(content: string, filled: ReadonlySet<string>): LostCell[] {
  return elements(content, 'mergeCell').flatMap(({ ref = '' }) => {
    const [first = '', last = first] = ref.split(':');
    if (first === last || !filled.has(first)) return [];
    return [
      {
        ...placeOf(first),
        problem: `is merged with others (${ref}), and it is not clear what those hold. Unmerge them and fill in each`,
      },
    ];
  });
}

function placeOf(name: string): CellPlace {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(name) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits), column };
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

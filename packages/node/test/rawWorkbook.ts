import { strToU8, zipSync } from 'fflate';

/** A sheet as its XML, so that a test can hold what no library writes. */
export interface RawSheet {
  readonly name: string;
  /** Rows as XML; undefined makes the sheet a chart. */
  readonly rows?: string | undefined;
  readonly state?: 'hidden' | 'veryHidden' | undefined;
  /** References such as `B2:B4`. */
  readonly merged?: readonly string[] | undefined;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** An XLSX file from the XML of its sheets. Cells of style 1 are dates with a time. */
export function rawWorkbook(...sheets: readonly RawSheet[]): Uint8Array {
  const isChart = ({ rows }: RawSheet) => rows === undefined;
  const path = (sheet: RawSheet, at: number) =>
    `${isChart(sheet) ? 'chartsheets' : 'worksheets'}/sheet${at + 1}.xml`;
  const files = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}"><workbookPr/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">${sheets
      .map(
        (sheet, at) =>
          `<Relationship Id="rId${at + 1}" Type="${types}/${isChart(sheet) ? 'chartsheet' : 'worksheet'}" Target="${path(sheet, at)}"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rId99" Type="${types}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map((sheet, at) => [
        `xl/${path(sheet, at)}`,
        isChart(sheet)
          ? `<chartsheet xmlns="${main}"/>`
          : `<worksheet xmlns="${main}"><sheetData>${sheet.rows}</sheetData>${
              sheet.merged
                ? `<mergeCells>${sheet.merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
                : ''
            }</worksheet>`,
      ]),
    ),
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  );
}

/** A row of cells as XML: texts as text, numbers as numbers, other XML as it is (`{ xml }`). */
export function rawRow(
  row: number,
  cells: readonly (string | number | { readonly xml: string } | undefined)[],
  attributes = '',
): string {
  const xml = cells.map((cell, at) => {
    const r = `${String.fromCharCode(65 + at)}${row}`;
    if (cell === undefined) return `<c r="${r}"/>`;
    if (typeof cell === 'number') return `<c r="${r}"><v>${cell}</v></c>`;
    if (typeof cell === 'string') return `<c r="${r}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    return cell.xml.replace('<c', `<c r="${r}"`);
  });
  return `<row r="${row}"${attributes}>${xml.join('')}</row>`;
}

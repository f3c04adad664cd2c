import {
  countsByField,
  describeProblem,
  guardPlan,
  type Plan,
  toPlanSummary,
  verdicts,
} from '@clio/core';
import { title, whoAndWhen } from './showPlan.js';
import { showValue } from './showValue.js';

/**
 * A plan as a page of its own, for sharing: no script, nothing loaded from elsewhere, and no token. All
 * changes are in it.
 */
export function planHtml(plan: Plan): string {
  const { counts } = toPlanSummary(plan);
  const shown = verdicts.filter((verdict) => counts[verdict] > 0);
  const refusing = guardPlan(plan).filter(({ refuses }) => refuses);
  const fields = [...countsByField(plan)];
  const facts: [string, string][] = [
    ['Server', plan.server],
    ['Dataset', plan.dataset],
    ['Version', [plan.target.tag, plan.target.uuid].filter(Boolean).join(', ')],
    ['Made by', plan.user],
    ['Made at', plan.created],
    ...(plan.source === undefined ? [] : ([['From', plan.source]] as [string, string][])),
    ...Object.entries(plan.guards).map(([name, value]): [string, string] => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(title(plan))}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1b1b; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere }
td.n, th.n { text-align: right }
section { content-visibility: auto; contain-intrinsic-size: auto 930rem }
section table { table-layout: fixed; width: 100%; margin: 0 }
.add { color: #116329 } .overwrite, .clear { color: #8a4b00 } .protected { color: #0550ae } .conflict, .invalid { color: #b00020 }
@media print { body { font-size: 9pt; margin: 0; max-width: none } tr { break-inside: avoid } }
</style>
<h1>${text(title(plan))}</h1>
<table>
${facts.map(([name, value]) => row(`<th>${text(name)}</th><td>${text(value)}</td>`)).join('\n')}
</table>
<h2>Values by field and verdict</h2>
<table>
${row(`<th>field</th>${shown.map((verdict) => `<th class="n ${verdict}">${verdict}</th>`).join('')}`)}
${[...fields, [`all (${plan.bodies.length} bodies)`, counts] as const]
  .map(([field, each]) =>
    row(
      `<td>${text(field)}</td>${shown.map((verdict) => `<td class="n">${each[verdict]}</td>`).join('')}`,
    ),
  )
  .join('\n')}
</table>
${list('Problems', refusing.map(describeProblem))}${list(
  'Notices',
  plan.notices.map(({ message }) => message),
)}<h2>Changes</h2>
${changeTables(plan)}
</html>
`;
}

/** Rows of one table: a browser lays out only those tables that are looked at. */
const rowsOfTable = 500;

const columns = [
  ['body', 13],
  ['field', 13],
  ['verdict', 9],
  ['before', 21],
  ['after', 21],
  ['before was set', 17],
  ['row', 6],
] as const;

/** Every change, in tables of equal columns that follow each other without a gap. */
function changeTables({ bodies }: Plan): string {
  const rows = bodies.flatMap(({ bodyid, changes }) =>
    changes.map(({ field, verdict, before, after, row: at }) => {
      const [body, name, ...rest] = [
        String(bodyid),
        field,
        shownWhole(before.value),
        shownWhole(after),
        whoAndWhen(before),
        String(at ?? ''),
      ].map((cell) => `<td>${text(cell)}</td>`);
      return row([body, name, `<td class="${verdict}">${verdict}</td>`, ...rest].join(''));
    }),
  );
  const head = `<colgroup>${columns.map(([, width]) => `<col style="width: ${width}%">`).join('')}</colgroup>
<thead>${row(columns.map(([name]) => `<th>${name}</th>`).join(''))}</thead>`;
  const tables: string[] = [];
  for (let from = 0; from < rows.length; from += rowsOfTable) {
    tables.push(`<section><table>
${head}
<tbody>
${rows.slice(from, from + rowsOfTable).join('\n')}
</tbody>
</table></section>`);
  }
  return tables.join('\n');
}

function shownWhole(value: unknown): string {
  return showValue(value, Number.POSITIVE_INFINITY);
}

function list(heading: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h2>${heading}</h2>\n<ul>\n${items.map((item) => `<li>${text(item)}</li>`).join('\n')}\n</ul>\n`;
}

function row(cells: string): string {
  return `<tr>${cells}</tr>`;
}

/** A text as it may stand in a page. */
function text(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

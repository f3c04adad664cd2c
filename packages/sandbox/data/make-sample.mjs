#!/usr/bin/env node
// Cuts the sample out of the table of the hemibrain's neurons and writes hemibrain.mjs beside this file.
//   node make-sample.mjs hemibrain-v1.2.1-meta.csv
// Whole families are taken, so that counts, cell types and sides are those of the real brain.
import { readFileSync, writeFileSync } from 'node:fs';

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node make-sample.mjs TABLE.csv');
  process.exit(1);
}

/** Records of a CSV text: quoted fields may hold commas, none holds a line break. */
function parseCsv(text) {
  const [head, ...lines] = text.trimEnd().split(/\r?\n/);
  const cells = (line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
      quoted === undefined ? plain : quoted.replaceAll('""', '"'),
    );
  const names = cells(head);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i], cell])));
}

const sides = { right: 'R', left: 'L', center: 'M' };

function classOf({ type, cell_class }) {
  if (type.startsWith('KC')) return 'Kenyon cell';
  if (type.startsWith('MBON')) return 'MBON';
  return cell_class;
}

/** Families, each with the test of its members; a neuron belongs to the first that takes it. */
const families = [
  // The mushroom body: memory. Of the Kenyon cells only the gamma lobe's.
  (n) => /^(MBON|APL|DPM)/.test(n.type) || n.cell_class === 'DAN',
  (n) => /^KCg/.test(n.type),
  // The antennal lobe: smell.
  (n) => n.cell_class === 'ALPN' || n.cell_class === 'ALLN',
  // The central complex: direction.
  (n) => /^(EPG|EPGt|PEN|PEG|EL|Delta7|ER\d|ExR|PFL|PFR|PFN|LNO|hDelta|FS\d|IbSpsP)/.test(n.type),
  // Clock and companion neurons of the superior brain.
  (n) => /^(CL141|DN1|DN1p|LNd|l-LNv|s-LNv|LPN|DSKMP3|AVLP594|DNp27)/.test(n.type),
  // The visual projection neurons are a dataset of their own.
  (n) => /^(LC\d+|LPLC\d+|LT\d+|MC\d+|LPC\d+)/.test(n.type),
];
/** Untyped neurons with a soma: work for an annotator. */
const isUntyped = (n) => n.type === '' && n.somaLocation !== '' && n.ito_lee_hemilineage !== '';

const neurons = parseCsv(readFileSync(path, 'utf8')).sort((a, b) =>
  Number(BigInt(a.bodyId) - BigInt(b.bodyId)),
);
const untyped = neurons.filter(isUntyped).slice(0, 150);
const taken = neurons.filter((n) => families.some((takes) => takes(n)) || untyped.includes(n));
const visual = families.at(-1);

const columns = [
  'dataset',
  'bodyid',
  'instance',
  'type',
  'class',
  'hemilineage',
  'soma_side',
  'position',
  'cell_body_fiber',
  'pre',
  'post',
  'cropped',
  'notes',
];
let visualLeft = 400;
const rows = [];
for (const n of taken) {
  if (visual(n) && visualLeft-- <= 0) continue;
  rows.push(
    [
      visual(n) ? 'vpn' : 'hemibrain',
      n.bodyId,
      n.instance,
      n.type,
      classOf(n),
      n.ito_lee_hemilineage,
      sides[n.side] ?? '',
      n.somaLocation,
      n.cellBodyFiber,
      n.pre.replace(/\.0$/, ''),
      n.post.replace(/\.0$/, ''),
      n.cropped === 'True' ? 'yes' : '',
      n.notes,
    ]
      .join('\t')
      .trimEnd(),
  );
}
const text = rows.join('\n');
if (/[`\\]|\$\{/.test(text))
  throw new Error('The rows hold a character that a template would take for its own.');

writeFileSync(
  new URL('hemibrain.mjs', import.meta.url),
  `// Written by make-sample.mjs; see README.md for the source and its licence.
/** Names of the columns. */
export const columns = ${JSON.stringify(columns)};
/** One neuron a line, cells between tabs; an empty cell is a value that is not known. */
export const rows = \`${text}\`;
`,
);
console.error(`${rows.length} neurons, ${text.length} characters`);

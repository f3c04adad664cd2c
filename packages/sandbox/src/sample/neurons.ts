import type { PlainValue } from '../json/plain.js';

/** An annotation record. */
export type Record = { readonly [field: string]: PlainValue };

/** A neuron of the sample. */
export interface Neuron {
  readonly bodyid: number;
  /** Its class, or nothing. */
  readonly family: string;
  readonly fields: { readonly [field: string]: PlainValue | undefined };
}

/** The neurons of the two datasets; `limit` bounds those of the first. */
export async function readNeurons(
  limit = Number.POSITIVE_INFINITY,
): Promise<{ hemibrain: Neuron[]; vpn: Neuron[] }> {
  const { columns, rows } = await import('../../data/hemibrain.mjs');
  const all = rows.split('\n').map((row) => {
    const cells = row.split('\t');
    return new Map(columns.map((column, i) => [column, cells[i] ?? '']));
  });
  const of = (dataset: string) =>
    all.filter((cells) => cells.get('dataset') === dataset).map(toNeuron);
  return { hemibrain: of('hemibrain').slice(0, limit), vpn: of('vpn').slice(0, limit) };
}

function toNeuron(cells: ReadonlyMap<string, string>): Neuron {
  const text = (column: string) => cells.get(column) || undefined;
  const count = (column: string) => (text(column) === undefined ? undefined : Number(text(column)));
  return {
    bodyid: Number(text('bodyid')),
    family: text('class') ?? '',
    fields: {
      type: text('type'),
      instance: text('instance'),
      class: text('class'),
      hemilineage: text('hemilineage'),
      soma_side: text('soma_side'),
      position: text('position')?.split(',').map(Number),
      cell_body_fiber: text('cell_body_fiber'),
      status: text('cropped') === undefined ? 'Traced' : 'Roughly traced',
      pre: count('pre'),
      post: count('post'),
      notes: text('notes'),
    },
  };
}

import type { StateData, StateDocument, StateVersion } from '../state/StateDocument.js';
import { type Neuron, type Record, readNeurons } from './neurons.js';
import { sampleUsers } from './sampleUsers.js';

/** How much of the sample to take. */
export interface SampleOptions {
  /** Neurons of the larger dataset, at most; all of them (3,219) when left out. */
  readonly neurons?: number | undefined;
}

const annotations = 'segmentation_annotations';
const segmentation = 'segmentation';
const uuids = {
  'v0.1': '31597d95bb2d4e5c8a1f0c6e7d94b3a2',
  'v0.2': '52a13328874c4bb7b15dc4280da26576',
  'v0.3': 'a89eb3af216a46cdba81204d8f954786',
  'v0.4': 'f3969dc575d74e4f922a8966709958c8',
  vpn: '20631f94c3f446d7864bc55bf515706e',
};

/**
 * The sample as a state document: neurons of the hemibrain in four versions, three of them locked,
 * and a small dataset with a colon in its name (`hemibrain`, `vpn:v1.0`).
 *
 * The data are loaded when this is called, and are no part of what a program loads otherwise.
 *
 * @example
 * ```ts
 * import { createSandbox, sampleState } from '@clio/sandbox';
 *
 * const state = await sampleState({ neurons: 50 });
 * const sandbox = createSandbox({ state: { ...state, groups: {} } });
 * console.log(Object.keys(sandbox.tokens)); // [ 'annotator', 'colleague', 'reader', … ]
 * ```
 */
export async function sampleState(options: SampleOptions = {}): Promise<StateDocument> {
  const state = await sampleTexts(options);
  const parsed = (data: StateData): StateData =>
    data.records === undefined
      ? data
      : { ...data, records: data.records.map((text) => JSON.parse(text as string)) };
  const repos = (state.repos ?? []).map((repo) => ({
    ...repo,
    versions: (repo.versions ?? []).map((version) => ({
      ...version,
      data: Object.fromEntries(
        Object.entries(version.data ?? {}).map(([name, data]) => [name, parsed(data)]),
      ),
    })),
  }));
  return { ...state, repos };
}

/** The same with its records as JSON texts, in which a sandbox takes them in faster. */
export async function sampleTexts(options: SampleOptions = {}): Promise<StateDocument> {
  const { hemibrain, vpn } = await readNeurons(options.neurons);
  return {
    users: sampleUsers,
    groups: {
      tracers: [sampleUsers.annotator.email, sampleUsers.colleague.email],
      'central-complex': [sampleUsers.colleague.email],
      admin: [sampleUsers.admin.email],
    },
    datasets: {
      hemibrain: {
        title: 'Hemibrain',
        description:
          'Central brain of an adult fly: mushroom body, antennal lobe and central complex',
        dvid: '{{dvid}}',
        tag: 'v0.4',
        uuid: uuids['v0.4'],
        public: false,
        location: 'gs://hemibrain/{tag}/segmentation',
        mainLayer: 'segmentation',
      },
      'vpn:v1.0': {
        title: 'Visual projection neurons',
        description: 'Visual projection neurons of the hemibrain, for a paper',
        dvid: '{{dvid}}',
        tag: 'v1.0',
        uuid: uuids.vpn,
        public: true,
      },
    },
    tags: {
      hemibrain: tags({
        'v0.1': uuids['v0.1'],
        'v0.2': uuids['v0.2'],
        'v0.3': uuids['v0.3'],
        'v0.4': uuids['v0.4'],
      }),
      'vpn:v1.0': tags({ 'v1.0': uuids.vpn }),
    },
    documents: { ...points(hemibrain), ...places(hemibrain) },
    repos: [
      {
        alias: 'hemibrain',
        description: 'Neurons of the central brain',
        instances: {
          [annotations]: { typename: 'neuronjson' },
          [segmentation]: {
            typename: 'labelmap',
            config: { BlockSize: '64,64,64', MaxDownresLevel: '0' },
          },
        },
        versions: versions(hemibrain),
      },
      {
        alias: 'vpn',
        description: 'Visual projection neurons',
        instances: { [annotations]: { typename: 'neuronjson' } },
        versions: [
          {
            uuid: uuids.vpn,
            locked: false,
            data: {
              [annotations]: {
                records: vpn.map((neuron) => stamped(neuron, neuron.fields, 2025)),
                json_schema: schema,
              },
            },
          },
        ],
      },
    ],
  };
}

function tags(byTag: { readonly [tag: string]: string }) {
  const [head_tag, head_uuid] = Object.entries(byTag).at(-1) as [string, string];
  const uuid_to_tag = Object.fromEntries(Object.entries(byTag).map(([tag, uuid]) => [uuid, tag]));
  return { tag_to_uuid: byTag, uuid_to_tag, head_tag, head_uuid };
}

/** The work went family by family, one to a version; the first family was gone over again. */
function versions(neurons: readonly Neuron[]): StateVersion[] {
  const first = neurons.filter(({ family }) => family === 'MBON' || family === 'DAN');
  const second = neurons.filter(({ family }) => ['Kenyon cell', 'ALPN', 'ALLN'].includes(family));
  const third = neurons.filter((neuron) => !first.includes(neuron) && !second.includes(neuron));
  const untyped = third.filter(({ fields }) => fields.type === undefined);
  const compass = third.filter(({ fields }) => fields.type === 'EPG');
  return [
    version(
      'v0.1',
      true,
      'mushroom body: output and dopaminergic neurons',
      [
        ...first.map((neuron) =>
          stamped(neuron, { ...neuron.fields, class: undefined, hemilineage: undefined }, 2022),
        ),
      ],
      slabs(neurons),
    ),
    version('v0.2', true, 'Kenyon cells and antennal lobe; classes and hemilineages', [
      ...first.map((neuron) =>
        stamped(neuron, neuron.fields, 2022, { class: 2023, hemilineage: 2023 }),
      ),
      ...second.map((neuron) => stamped(neuron, neuron.fields, 2023)),
    ]),
    version(
      'v0.3',
      true,
      'central complex',
      third.map((neuron) => stamped(neuron, neuron.fields, 2024)),
    ),
    version('v0.4', false, 'open for annotation', [
      ...untyped.map((neuron) =>
        stamped(neuron, { ...neuron.fields, comment: 'needs a type' }, 2024),
      ),
      ...compass.map((neuron) =>
        stamped(neuron, { ...neuron.fields, reviewed: true, group: 'compass' }, 2024),
      ),
    ]),
  ];
}

function version(
  tag: 'v0.1' | 'v0.2' | 'v0.3' | 'v0.4',
  locked: boolean,
  note: string,
  records: readonly string[],
  labels?: { readonly label: number; readonly from: number; readonly to: number }[],
): StateVersion {
  const data = { [annotations]: { records } };
  return {
    uuid: uuids[tag],
    locked,
    note,
    data: labels === undefined ? data : { ...data, [segmentation]: { slabs: labels } },
  };
}

/** Each neuron is a body of the segmentation; some more bodies have no annotation yet. */
function slabs(neurons: readonly Neuron[]) {
  const unannotated = [5813000000, 5813000001, 5813000002, 5813000003];
  const labels = [...neurons.map(({ bodyid }) => bodyid), ...unannotated];
  return labels.map((label, i) => ({ label, from: i, to: i + 1 }));
}

/** A record as it is stored, with who set each field and when; `years` are those of single fields. */
function stamped(
  { bodyid }: Neuron,
  fields: Neuron['fields'],
  year: number,
  years: { readonly [field: string]: number } = {},
): string {
  // As the server writes it: in the order of the names.
  const names = ['bodyid', ...Object.keys(fields)].sort();
  let text = '';
  for (const field of names) {
    if (field === 'bodyid') {
      text += `,"bodyid":${bodyid}`;
      continue;
    }
    const value = fields[field];
    if (value === undefined) continue;
    const { user, time } = stamp(bodyid, field, years[field] ?? year);
    text += `,"${field}":${JSON.stringify(value)},"${field}_time":"${time}","${field}_user":"${user}"`;
  }
  return `{${text.slice(1)}}`;
}

/** Somebody, on some working day of the year: the same at each start. */
function stamp(bodyid: number, field: string, year: number): { user: string; time: string } {
  const chance = (bodyid % 9973) + field.length * 131;
  const day = `${year}-${two((chance % 12) + 1)}-${two((chance % 27) + 1)}`;
  const { email } = chance % 3 === 0 ? sampleUsers.colleague : sampleUsers.annotator;
  return {
    user: email,
    time: `${day}T${two(9 + (chance % 9))}:${two(chance % 60)}:${two((chance * 7) % 60)}Z`,
  };
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Point annotations, at somas of compass neurons. */
function points(neurons: readonly Neuron[]): NonNullable<StateDocument['documents']> {
  const { email } = sampleUsers.annotator;
  const documents: { [path: string]: { [field: string]: Record[string] } } = {};
  for (const { bodyid, fields } of neurons
    .filter((neuron) => neuron.fields.type === 'EPG')
    .slice(0, 12)) {
    if (!Array.isArray(fields.position)) continue;
    const key = `Pt${fields.position.join('_')}`;
    documents[`clio_annotations_v2/hemibrain/${email}/${key}`] = {
      kind: 'point',
      pos: fields.position,
      user: email,
      title: `soma of ${fields.instance}`,
      tags: ['soma'],
      prop: { bodyid: String(bodyid), comment: 'checked against the nuclei' },
    };
  }
  return documents;
}

/** Entries of the atlas: places worth showing to others. */
function places(neurons: readonly Neuron[]): NonNullable<StateDocument['documents']> {
  const { email } = sampleUsers.colleague;
  const documents: { [path: string]: { [field: string]: Record[string] } } = {};
  const shown = neurons.filter(({ fields }) => /^(MBON01|DPM|ExR1)$/.test(String(fields.type)));
  for (const [i, { fields }] of shown.entries()) {
    if (!Array.isArray(fields.position)) continue;
    documents[`clio_annotations/ATLAS/annotations/sample${i}`] = {
      title: `A large ${fields.type}`,
      description: 'One of the largest neurons of the brain',
      user: email,
      dataset: 'hemibrain',
      location: fields.position,
      locationkey: fields.position.join('_'),
      timestamp: 1_700_000_000 + i,
      verified: i === 0,
    };
  }
  return documents;
}

/** What the small dataset demands of a write. */
const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['bodyid'],
  properties: {
    bodyid: { type: 'integer' },
    type: { type: 'string' },
    soma_side: { type: 'string', enum: ['L', 'R', 'M', ''] },
    pre: { type: 'integer' },
    post: { type: 'integer' },
  },
};

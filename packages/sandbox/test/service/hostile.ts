import type { RawRequest } from '../../src/http/messages.js';

/** Numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const hostileState = {
  users: {
    viewer: { token: 'viewer', email: 'v@x', permissions_v2: { MB: ['view'] }, groups: ['g'] },
    editor: {
      token: 'editor',
      email: 'e@x',
      permissions_v2: { MB: ['edit', 'view'], OL: ['edit'] },
    },
    admin: { token: 'admin', email: 'a@x', admin: true, permissions_v2: { MB: ['view'] } },
    robot: { token: 'robot', email: 'r@x', service_account: true },
  },
  groups: { g: ['v@x', 'e@x', 'a/b', ''] },
  datasets: {
    MB: {
      description: 'd',
      tag: 'v1',
      uuid: '5a5a5a5a5a5a4b4b4b4b3c3c3c3c2d2d',
      dvid: '{{dvid}}',
      '{tag}': ['{uuid}'],
    },
    OL: {
      description: 'o',
      public: true,
      dvid: '{{dvid}}',
      uuid: ':master',
      neuprintHTTP: { server: 's', dataset: 'd' },
    },
    NO: { description: 'n', public: true },
  },
  tags: {
    MB: {
      tag_to_uuid: { v1: '5a5a', v2: 7 },
      uuid_to_tag: { '5a5a': 'v1' },
      head_tag: [],
      head_uuid: 'x',
    },
  },
  documents: {
    'clio_annotations/ATLAS/annotations/p': {
      title: 't',
      user: 'v@x',
      dataset: 'MB',
      locationkey: '1_1_1',
    },
    'clio_annotations_v2/MB/v@x/Pt1_1_1': { kind: 'point', pos: [1, 1, 1] },
    'clio_volumes/MB': { bucket: 'b', path: 'p' },
  },
  repos: [
    {
      alias: 'r',
      instances: { segmentation_annotations: { typename: 'neuronjson' } },
      versions: [
        {
          uuid: '5a5a5a5a5a5a4b4b4b4b3c3c3c3c2d2d',
          locked: false,
          data: {
            segmentation_annotations: { records: [{ bodyid: 1, type: 'x' }, { bodyid: 2 }] },
          },
        },
      ],
    },
  ],
};

/** Paths (`D` a dataset, `S` a segment) and the methods that are served there. */
const paths: readonly (readonly [string, string])[] = [
  ['GET', '/v2/json-annotations/D/neurons/all'],
  ['GET', '/v2/json-annotations/D/neurons/fields'],
  ['GET', '/v2/json-annotations/D/neurons/versions'],
  ['GET', '/v2/json-annotations/D/neurons/head_tag'],
  ['GET', '/v2/json-annotations/D/neurons/head_uuid'],
  ['GET', '/v2/json-annotations/D/neurons/tag_to_uuid/S'],
  ['GET', '/v2/json-annotations/D/neurons/uuid_to_tag/S'],
  ['GET', '/v2/datasets/D'],
  ['GET', '/v2/kv/S'],
  ['GET', '/v2/roles'],
  ['GET', '/v2/signatures/atlocation/D'],
  ['GET', '/v2/volumes/S'],
  ['GET', '/v2/volumes/proxy/S/S'],
  ['GET', '/v2/atlas/all'],
  ['GET', '/login'],
  ['GET', '/profile'],
  ['GET', '/'],
  ['GET', '/docs'],
  ['GET', '/S/S'],
  ['GET DELETE', '/v2/json-annotations/D/neurons/id-number/S'],
  ['POST', '/v2/json-annotations/D/neurons/query'],
  ['POST', '/v2/neuprint/D'],
  ['POST', '/v2/server/token'],
  ['POST', '/v2/server/refresh-caches'],
  ['POST', '/v2/site-reports'],
  ['POST', '/v2/transfer/'],
  ['POST PUT', '/v2/json-annotations/D/neurons'],
  ['GET POST PUT', '/v2/annotations/D'],
  ['DELETE', '/v2/annotations/D/S'],
  ['GET POST PUT DELETE', '/v2/atlas/D'],
  ['GET POST PUT DELETE', '/v2/savedsearches/D'],
  ['GET POST DELETE', '/v2/datasets'],
  ['GET POST DELETE', '/v2/kv/S/S'],
  ['GET POST DELETE', '/v2/users'],
  ['GET POST DELETE', '/v2/volumes'],
  ['GET POST', '/v2/pull-request'],
  ['GET POST', '/logout'],
];
const segments = [
  'MB',
  'OL',
  'NO',
  '1',
  '1,2',
  '5a5a',
  'v1',
  'all',
  '..',
  '%2e%2e',
  '%00',
  '%0A',
  '%FF',
  '%',
  '%zz',
  '%F0%9F%A7%A0',
  'a'.repeat(3000),
  '18446744073709551616',
  '-1',
  '1_0',
  '%D9%A3',
  '__proto__',
  'constructor',
  '{x}',
  ';',
  '%23',
  '%3F',
  '%2F',
  '%25',
  '',
];
const names = [
  'version',
  'show',
  'onlyid',
  'replace',
  'conditional',
  'designated_user',
  'size',
  'cursor',
  'x',
  'y',
  'z',
  'groups',
  'user',
  'user_email',
  'move_key',
  'templates',
  'timestamp',
  'redirect',
  'jsondata',
  'dsg_token',
  '__proto__',
  '',
];
const texts = [
  '',
  '1',
  '0',
  'true',
  'false',
  'v1',
  '5a5a',
  ':master',
  'all',
  'a@x',
  'e@x',
  '%',
  '%0A',
  '%00',
  '%F0%9F%A7%A0',
  '%ED%A0%80',
  '1e3',
  '9'.repeat(400),
  '../..',
  'x%26y%3Dz',
  'g,h',
  '+',
  '%20',
  "'",
];
const keys = [
  'bodyid',
  'type',
  'kind',
  'pos',
  'prop',
  'tags',
  'user',
  'title',
  'description',
  'verified',
  'tag',
  'public',
  'layers',
  'position',
  'pull',
  'cypher',
  'dataset',
  'bucket',
  'path',
  '_timestamp',
  '',
  '__proto__',
  'MB',
  'é',
  '\\ud800',
];
const scalars = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-1',
  '1.5',
  '1e400',
  'NaN',
  '-Infinity',
  '1e-320',
  '18446744073709551615',
  '18446744073709551616',
  '9'.repeat(4301),
  '""',
  '"x"',
  '"point"',
  '"e@x"',
  '"kv/s/k"',
  '"\\ud800"',
  '"\\u0000"',
  '"🧠"',
  '"re/("',
  '"exists/1"',
  '"MB"',
  '[1,2,3]',
  '[1,2,3,4,5,6]',
  '[[1]]',
  '[["a",1]]',
  '{}',
  '[]',
];
const noise = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u',
  '\u0001',
  '\ufeff',
  '1',
  '-',
  'tru',
  '🧠',
  ' ',
  '\n',
];
const types = [
  'application/json',
  'application/json',
  'application/json',
  'application/x+json;a',
  'text/plain',
  'json',
  '',
  'a/b/c',
  '\u00e9',
];
const methods = [
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'get',
  '',
];
const credentials = [
  'Bearer viewer',
  'Bearer editor',
  'Bearer editor',
  'Bearer admin',
  'Bearer robot',
  'Bearer',
  'Bearer \u00e9',
  'Bearer a\nb',
  'Basic x',
  'bearer  viewer',
  '',
];

/** Requests of all kinds to all operations, sensible ones and absurd ones. */
export function hostileRequests(random: () => number): () => RawRequest {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const chance = (part: number) => random() < part;

  function target(template: string): string {
    let path = template.replace(/\b[DS]\b/g, (place) =>
      chance(0.7)
        ? place === 'D'
          ? pick(['MB', 'OL', 'NO'])
          : pick(['1', 's', 'k', 'v1'])
        : pick(segments),
    );
    if (chance(0.05)) path = path.replace('/v2', pick(['/test', '/v3', '', '/v2/']));
    if (chance(0.1)) path += '/';
    const pairs = Array.from(
      { length: Math.floor(random() * 4) },
      () => `${pick(names)}=${pick(texts)}`,
    );
    if (chance(0.3)) pairs.push('x=1', 'y=1', 'z=1');
    return pairs.length > 0 ? `${path}?${pairs.join(pick(['&', '&', '&', '&&', ';']))}` : path;
  }

  function value(depth: number): string {
    if (depth === 0 || chance(0.4)) return pick(scalars);
    const items = Array.from({ length: Math.floor(random() * 5) }, () => value(depth - 1));
    if (chance(0.35)) return `[${items.join(',')}]`;
    return `{${items.map((item) => `"${pick(keys)}":${item}`).join(',')}}`;
  }

  function body(): Uint8Array {
    const sort = random();
    if (sort < 0.15) return new Uint8Array();
    if (sort < 0.17) return Uint8Array.from({ length: 40 }, () => Math.floor(random() * 256));
    if (sort < 0.18) return encode(pick(['[', '{"a":']).repeat(pick([1000, 5000, 100_000])));
    let text = sort < 0.35 ? record() : value(4);
    for (let i = 0; chance(0.15) && i < 3; i++) {
      const at = Math.floor(random() * text.length);
      text = text.slice(0, at) + pick(noise) + text.slice(at + Math.floor(random() * 2));
    }
    return chance(0.02) ? new Uint8Array(Buffer.from(text, 'utf16le')) : encode(text);
  }

  function record(): string {
    const id = pick([
      '1',
      '2',
      '3',
      '"1"',
      '0',
      '-1',
      '1.0',
      '"schema"',
      '"../x"',
      '18446744073709551615',
    ]);
    const point = `"kind":${pick(['"point"', '"sphere"', '1'])},"pos":[1,2,${pick(scalars)}]`;
    return pick([
      `{"bodyid":${id},"type":${value(1)}}`,
      `[{"bodyid":${id}},{"type":${value(1)}}]`,
      `{${point},"user":${pick(['null', '"v@x"', '"a/b"'])}}`,
      `{"title":${value(1)},"user":"v@x","verified":${pick(scalars)}}`,
      `{"MB":{"description":"d","tag":"v1","layers":${value(2)}}}`,
    ]);
  }

  return () => {
    const headers: Record<string, string> = { host: pick(['127.0.0.1:7000', '', 'é']) };
    if (chance(0.93)) headers.authorization = pick(credentials);
    if (chance(0.05))
      headers.cookie = pick(['dsg_token=viewer', 'dsg_token="\\101\\q"', '=;;=', 'a']);
    if (chance(0.1)) headers.origin = pick(['null', 'https://x', '', 'a\u00e9']);
    if (chance(0.9)) headers['content-type'] = pick(types);
    const [served, path] = pick(paths);
    const method = pick(chance(0.9) ? served.split(' ') : methods);
    return { method, target: target(path), headers, body: body() };
  };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

import { expect } from 'vitest';
import { createDvid, type Dvid } from '../../src/dvid/createDvid.js';
import { seededRandom } from '../../src/faults/seededRandom.js';
import { parseJson } from '../../src/json/parseJson.js';

const uuids = {
  root: '5aa50f1e2d3c4b5a69788796a5b4c3d2',
  head: '6bb50f1e2d3c4b5a69788796a5b4c3d2',
  side: '7cc50f1e2d3c4b5a69788796a5b4c3d2',
};

const given = JSON.stringify([
  {
    alias: 'hostile',
    instances: {
      nj: { typename: 'neuronjson' },
      bag: { typename: 'keyvalue' },
      seg: { typename: 'labelmap' },
    },
    versions: [
      {
        uuid: uuids.root,
        locked: true,
        data: {
          nj: {
            records: [5, 20, 100].map((bodyid) => ({ bodyid, t: 'A', n: 2.5, l: ['x', 'y'] })),
            json_schema: { properties: { t: { type: ['string', 'integer', 'null'] } } },
          },
          bag: { values: { k: '{"v":1}', empty: '' } },
          seg: { slabs: [{ label: 11, from: 0, to: 3 }] },
        },
      },
      { uuid: uuids.head, locked: false },
      { uuid: uuids.side, parent: uuids.root, branch: 'side', locked: false },
    ],
  },
]);

const references = [
  ...Object.values(uuids),
  ':master',
  ':side',
  ':',
  '5',
  ':master~1',
  ':x',
  '6bb:side',
  'a:b:c',
  '%ff',
  '~',
];
const instances = ['nj', 'nj', 'nj', 'nj', 'bag', 'seg', 'nosuch', '__proto__'];
const endpoints = [
  'key',
  'key/5',
  'key/20',
  'key/007',
  'key/schema',
  'keys',
  'all',
  'query',
  'keyvalues',
  'keyrange/0/a',
  'keyrangevalues/1/9',
  'fields',
  'fieldtimes',
  'json_schema',
  'schema',
  'tags',
  'info',
  'size/11',
  'sizes',
  'label/0_0_0',
  'labels',
  'merge',
  'constructor',
  'key/k',
];
const actions = [
  'note',
  'log',
  'status',
  'commit',
  'newversion',
  'branch',
  'tag',
  'info',
  'instance',
  'branch-versions/side',
  'toString',
  '',
];
const parameters = [
  '',
  'u=x',
  'u=x&replace=true',
  'u=x&conditional=t,n',
  'json=true',
  'tar=true',
  'show=all',
  'fields=t,l',
  'fields=bodyid',
  'onlyid=true',
  'counts=true',
  'u=%zz',
  'a=;',
  'admintoken=letmein',
  'byte_start=1&byte_end=2',
];
const bodies = [
  '',
  '{}',
  'null',
  '[]',
  '5',
  '"x"',
  '{"bodyid":5,"t":"B"}',
  '{"bodyid":20,"n":[1.0,null],"t":null}',
  '{"t":"re/^A"}',
  '{"t":["re/(a+)+$","y"]}',
  '[{"n":2.5},{"bodyid":[5,20]}]',
  '[5,20]',
  '["5","k"]',
  '{"n":[2.5,"x"]}',
  '{"note":"x","log":["y"]}',
  '{"tag":"v1","branch":"b","uuid":"8dd50f1e2d3c4b5a69788796a5b4c3d2"}',
  '{"typename":"neuronjson","dataname":"more"}',
  '{"type":"object","required":["t"],"properties":{"n":{"$ref":"#"}}}',
  '\n\u00015',
  '[[0,0,1]]',
  '[11,12]',
  `${'['.repeat(12_000)}`,
  `{"bodyid":5,"d":${'['.repeat(9000)}${']'.repeat(9000)}}`,
];
const bytes = '{}[]",:0123456789.eE+-\\u truefalsnl\u0000\u007f\u00ff\u00c3 \t\n/~%';
const oddities = [
  '/',
  '//',
  '/../',
  '%2F',
  '%00',
  '%ff',
  '%',
  '~',
  ':',
  '?',
  '#',
  '.',
  "'",
  '"',
  '<',
  '\\',
  ';',
  '+',
  '&',
  '%2e%2e/',
];
const methods = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'HEAD',
  'DELETE',
  'PUT',
  'OPTIONS',
  'PATCH',
  'BREW',
];

/** Statuses that the real server gives, and 501 for what the sandbox refuses. */
const statuses = [200, 204, 206, 307, 400, 404, 416, 500, 501];

/** Requests after which a new server is made, so that what they leave behind stays little. */
const round = 5000;

/** Sends so many requests from a seeded generator, and checks that each answer is one a server gives. */
export async function beHostile(count: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const pick = <Item>(items: ArrayLike<Item>): Item =>
    items[Math.floor(random() * items.length)] as Item;
  let dvid = makeServer();

  for (let i = 0; i < count; i++) {
    if (i % round === round - 1) {
      checkState(dvid);
      dvid = makeServer();
    }
    const kind = random();
    const start =
      kind < 0.75
        ? `/api/node/${pick(references)}/${pick(instances)}/${pick(endpoints)}`
        : kind < 0.95
          ? `/api/${pick(['node', 'repo'])}/${pick(references)}/${pick(actions)}`
          : pick(['/api/repos', '/api/repos/info', '/api/server/info', '/api/help', '/', '*', 'x']);
    const target = mutate(`${start}?${pick(parameters)}`, random() < 0.5 ? 0 : 2, oddities);
    const body = mutate(pick(bodies), Math.floor(random() * 4), bytes);
    const method = pick(methods);
    await check(dvid, method, target, body, `request ${i} of seed ${seed}`);
  }
  checkState(dvid);

  function mutate(text: string, times: number, pieces: ArrayLike<string>): string {
    let mutated = text;
    for (let i = 0; i < times; i++) {
      const at = Math.floor(random() * (mutated.length + 1));
      const [before, behind] = [mutated.slice(0, at), mutated.slice(at)];
      mutated = pick([before + pick(pieces) + behind, before + behind.slice(1), before + behind]);
    }
    return mutated;
  }
}

function makeServer(): Dvid {
  return createDvid({ repos: parseJson(given), now: () => new Date(0), random: () => 0.5 });
}

async function check(
  dvid: Dvid,
  method: string,
  target: string,
  body: string,
  at: string,
): Promise<void> {
  const where = `${at}: ${method} ${target} ${body.slice(0, 200)}`;
  const sent = Uint8Array.from(body, (character) => character.charCodeAt(0));
  const answer = await dvid.handle({ method, target, headers: {}, body: sent }).catch((error) => {
    throw new Error(where, { cause: error });
  });
  let size = 0;
  if (answer.body instanceof Uint8Array) size = answer.body.length;
  else for await (const piece of answer.body) size += piece.length;
  expect(statuses, where).toContain(answer.status);
  if (method === 'HEAD' && answer.headers.connection === undefined) expect(size, where).toBe(0);
  if (answer.status >= 400 && method !== 'HEAD' && size > 0) {
    expect(answer.headers['content-type'], where).toBe('text/plain; charset=utf-8');
  }
}

/** What a server holds after all that can be read out, and taken in again as the same. */
function checkState(dvid: Dvid): void {
  const state = dvid.dump();
  const again = createDvid({ repos: state, now: () => new Date(0), random: () => 0.5 });
  expect(again.dump()).toEqual(state);
}

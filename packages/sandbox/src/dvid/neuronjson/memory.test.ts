import { expect, test } from 'vitest';
import { parseJson } from '../../json/parseJson.js';
import { writeJson } from '../../json/writeJson.js';
import { createDvid } from '../createDvid.js';

test('a field has the time of the record that was written last, not the latest time', async () => {
  const record = (bodyid: number, time: string) => ({ bodyid, t: 'A', t_time: time });
  const repos = [
    {
      instances: { nj: { typename: 'neuronjson' } },
      versions: [
        {
          uuid: 'aa',
          locked: true,
          data: { nj: { records: [record(9, '2030'), record(100, '2010'), record(20, '2020')] } },
        },
        { uuid: 'bb', locked: false, data: { nj: { records: [record(100, '2015')] } } },
      ],
    },
  ];
  const dvid = createDvid({ repos: parseJson(JSON.stringify(repos)), now: () => new Date() });
  const ask = async (method: string, target: string, body = ''): Promise<string> => {
    const sent = new TextEncoder().encode(body);
    const answer = await dvid.handle({ method, target, headers: {}, body: sent });
    return new TextDecoder().decode(answer.body as Uint8Array);
  };
  expect(await ask('GET', '/api/node/bb/nj/fieldtimes')).toBe('{"t":"2015"}');
  await ask('POST', '/api/node/bb/nj/key/9?u=x', '{"bodyid":9,"n":1,"n_time":"2001"}');
  expect(await ask('GET', '/api/node/bb/nj/fieldtimes')).toBe('{"n":"2001","t":"2030"}');
  await ask('DELETE', '/api/node/bb/nj/key/9');
  expect(await ask('GET', '/api/node/bb/nj/fields?counts=true')).toBe(
    '{"bodyid":2,"n":0,"n_time":0,"n_user":0,"t":2,"t_time":2}',
  );
  expect(JSON.parse(await ask('GET', '/api/node/bb/nj/fields'))).toEqual([
    'bodyid',
    '',
    '',
    '',
    't',
    't_time',
  ]);
});

test('what was deleted and replaced before the start leaves its traces, as on a server at work', async () => {
  const record = (bodyid: number, more: object = {}) => ({ bodyid, ...more });
  const repos = [
    {
      instances: { nj: { typename: 'neuronjson' } },
      versions: [
        {
          uuid: 'aa',
          locked: true,
          data: {
            nj: { records: [1, 2, 3, 4].map((id) => record(id, { s: 1, s_time: `20${id}0` })) },
          },
        },
        {
          uuid: 'bb',
          locked: false,
          data: { nj: { records: [record(3), record(4)], deleted: [1, 2] } },
        },
      ],
    },
  ];
  const make = (state: unknown, ghosts = true) =>
    createDvid({ repos: parseJson(JSON.stringify(state)), now: () => new Date(), ghosts });
  const ask = async (dvid: ReturnType<typeof make>, path: string, method = 'GET') => {
    const target = `/api/node/bb/nj/${path}`;
    const answer = await dvid.handle({ method, target, headers: {}, body: new Uint8Array(0) });
    return new TextDecoder().decode(answer.body as Uint8Array);
  };
  const dvid = make(repos);
  expect(await ask(dvid, 'keys')).toBe('["1","2","3","4"]');
  expect(await ask(dvid, 'key/1')).toBe('Key "1" not found\n');
  expect(await ask(dvid, 'fields?counts=true')).toBe('{"bodyid":2,"s":0,"s_time":0}');
  expect(await ask(dvid, 'fieldtimes')).toBe('{"s":"2040"}');
  expect(await ask(make(repos, false), 'keys')).toBe('["3","4"]');

  // What it reads out says which ids are left wherever that would not come out the same.
  const again = () => make(JSON.parse(writeJson(dvid.dump())));
  expect(writeJson(dvid.dump())).not.toContain('ghosts');
  expect(await ask(again(), 'keys')).toBe(await ask(dvid, 'keys'));
  await ask(dvid, 'key/3', 'DELETE');
  await ask(dvid, 'key/4', 'DELETE');
  expect(await ask(again(), 'keys')).toBe(await ask(dvid, 'keys'));
});

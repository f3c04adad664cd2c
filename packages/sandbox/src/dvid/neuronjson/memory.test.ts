import { expect, test } from 'vitest';
import { parseJson } from '../../json/parseJson.js';
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

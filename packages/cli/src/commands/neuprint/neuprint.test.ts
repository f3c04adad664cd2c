import { expect, it } from 'vitest';
import { createLab, labState } from '../../../test/lab.js';
import { runClio } from '../../../test/runClio.js';

const { sandbox, env } = createLab({
  ...labState,
  datasets: {
    ...labState.datasets,
    MB: {
      ...labState.datasets!.MB,
      neuprintHTTP: { server: 'neuprint.example', dataset: 'mb:v1' },
    },
  },
});
const bodies: string[] = [];
let answer = '{"columns":["n.bodyId","x","x"],"data":[[720575940627329911,1,null]]}';
const fetch: typeof globalThis.fetch = async (url, init) => {
  if (!String(url).includes('/v2/neuprint/')) return sandbox.fetch(url as string, init);
  bodies.push(String(init?.body));
  return new Response(answer, { headers: { 'content-type': 'application/json' } });
};
const clio = (argv: string[], stdin?: string) =>
  runClio(['neuprint', 'query', ...argv], { env, fetch, stdin });

it('prints the table that neuPrint answers with, ids exact', async () => {
  expect(await clio(['MATCH (n) RETURN n'])).toEqual({
    exitCode: 0,
    stdout: '720575940627329911\t1\t\n',
    stderr: '',
  });
  expect(JSON.parse(bodies.at(-1)!)).toEqual({ cypher: 'MATCH (n) RETURN n', dataset: 'mb:v1' });
  const { stdout } = await clio(['--input', '-', '--format', 'csv'], 'MATCH (m) RETURN m');
  expect(stdout).toBe('n.bodyId,x,x_2\n720575940627329911,1,\n');
  await clio(['RETURN 1', '--neuprint-dataset', 'other:v2', '--json']);
  expect(JSON.parse(bodies.at(-1)!).dataset).toBe('other:v2');
});

it('tells what neuPrint refuses, and what is missing', async () => {
  answer = '{"error":"Invalid input"}';
  const { exitCode, stderr } = await clio(['MATC']);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Invalid input')]);
  expect((await clio([])).exitCode).toBe(3);
  expect((await clio(['x', '--input', '-'])).exitCode).toBe(3);
  expect((await clio(['--input', '-'], ' \n')).exitCode).toBe(3);
  const nameless = await clio(['RETURN 1', '--dataset', 'manc:v1.0']);
  expect([nameless.exitCode, nameless.stderr]).toEqual([
    3,
    expect.stringContaining('--neuprint-dataset'),
  ]);
});

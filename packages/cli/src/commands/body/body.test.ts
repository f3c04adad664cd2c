import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLab, labState } from '../../../test/lab.js';
import { runClio, temporaryFolder } from '../../../test/runClio.js';

const big = '720575940627329911';
const { sandbox, env } = createLab({
  ...labState,
  repos: [
    {
      instances: { segmentation: { typename: 'labelmap' } },
      versions: [
        { uuid: '3fa85f', locked: true },
        {
          uuid: '9bc01e',
          data: {
            segmentation: {
              slabs: [
                { label: 1001, from: 0, to: 1 },
                { label: BigInt(big), from: 1, to: 3 },
              ],
            },
          },
        },
      ],
    },
  ],
});
const clio = (argv: string[], stdin?: string) =>
  runClio(argv, { env, fetch: sandbox.fetch, stdin });

it('says of each body whether it exists, in the order asked', async () => {
  expect(await clio(['body', 'exists', big, '1001'])).toEqual({
    exitCode: 0,
    stdout: `${big}\ttrue\n1001\ttrue\n`,
    stderr: '',
  });
  const { stdout } = await clio(['body', 'exists', '1001', '--json']);
  expect(JSON.parse(stdout)).toEqual([{ bodyid: 1001, exists: true }]);
});

it('names those that do not exist, and exits with 1 unless told not to', async () => {
  const missing = await clio(['body', 'exists', '1001', '77']);
  expect(missing).toEqual({
    exitCode: 1,
    stdout: '1001\ttrue\n77\tfalse\n',
    stderr: 'No such body: 77 (1 of 2 ids)\n',
  });
  expect((await clio(['body', 'exists', '77', '--allow-missing'])).exitCode).toBe(0);
});

it('reads ids from a file, and asks at a version', async () => {
  const file = join(temporaryFolder(), 'ids.txt');
  writeFileSync(file, 'bodyid\n1001\n');
  expect((await clio(['body', 'exists', '--ids', file])).stdout).toBe('1001\ttrue\n');
  expect((await clio(['body', 'exists', '--ids', '-'], '1001 77')).exitCode).toBe(1);
  expect((await clio(['body', 'exists', '1001', '--version', 'v0.1'])).stdout).toBe(
    '1001\tfalse\n',
  );
  expect((await clio(['body', 'exists', '1001', '--version', 'v9'])).exitCode).toBe(3);
});

it('refuses what is no id, sends DVID no token, and says where there is no DVID', async () => {
  expect((await clio(['body', 'exists'])).exitCode).toBe(3);
  expect((await clio(['body', 'exists', '1e5'])).exitCode).toBe(3);
  const toDvid: Headers[] = [];
  await runClio(['body', 'exists', '1001'], {
    env,
    fetch: async (url, init) => {
      if (String(url).startsWith(sandbox.dvid)) toDvid.push(new Headers(init?.headers));
      return sandbox.fetch(url as string, init);
    },
  });
  expect(toDvid.map((headers) => headers.has('authorization'))).toEqual([false]);
  const none = await clio(['body', 'exists', '1001', '--dataset', 'OL']);
  expect(none.exitCode).not.toBe(0);
});

import { NetworkError } from '@clio/core';
import { createSandbox, type Sandbox } from '@clio/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeBodySizes } from './nodeBodySizes.js';

let sandbox: Sandbox;
let address: string;
const signal = new AbortController().signal;
const big = 720575940627329911n;

beforeAll(async () => {
  sandbox = createSandbox({
    state: {
      repos: [
        {
          instances: { segmentation: { typename: 'labelmap' } },
          versions: [
            {
              uuid: '9bc01e',
              data: {
                segmentation: {
                  slabs: [
                    { label: 1001, from: 0, to: 1 },
                    { label: big, from: 1, to: 3 },
                  ],
                },
              },
            },
          ],
        },
      ],
    },
  });
  const { dvid } = await sandbox.listen();
  address = `${dvid}/api/node/9bc01e/segmentation/sizes`;
});
afterAll(() => sandbox.close());

it('asks for many bodies at once, in a GET with a body and without a credential', async () => {
  const sizes = nodeBodySizes({ env: {} });
  expect(await sizes({ url: address, bodyids: [1001, 77, big], signal })).toEqual([4096, 0, 8192]);
  expect(sandbox.requests.at(-1)).toMatchObject({ method: 'GET' });
  const many = Array.from({ length: 20_000 }, (_, index) => index + 1);
  const found = await sizes({ url: address, bodyids: many, signal });
  expect([found.length, found[1000]]).toEqual([20_000, 4096]);
});

it('fails where DVID refuses or says something else', async () => {
  const sizes = nodeBodySizes({ env: {} });
  const url = address.replace('9bc01e', '000000');
  await expect(sizes({ url, bodyids: [1], signal })).rejects.toThrow(NetworkError);
  sandbox.faults.add({ target: 'dvid', fault: 'status', status: 200, body: 'null', count: 1 });
  await expect(sizes({ url: address, bodyids: [1], signal })).rejects.toThrow(NetworkError);
});

import { expect, test } from 'vitest';
import { encodeText } from '../../json/goText.js';
import { parseJson } from '../../json/parseJson.js';
import { createDvid } from '../createDvid.js';

function make() {
  const data = {
    seg: {
      slabs: [
        { label: 5, from: 0, to: 12 },
        { label: 7, from: 12, to: 40 },
      ],
    },
  };
  const repos = [
    {
      instances: { seg: { typename: 'labelmap' } },
      versions: [
        { uuid: 'aa', locked: true, data },
        { uuid: 'bb', locked: false },
      ],
    },
  ];
  const dvid = createDvid({
    repos: parseJson(JSON.stringify(repos)),
    now: () => new Date('2026-01-31T09:00:00Z'),
  });
  return async (method: string, path: string, body = '') => {
    const answer = await dvid.handle({
      method,
      target: `/api/node/bb/seg/${path}`,
      headers: {},
      body: encodeText(body),
    });
    return new TextDecoder().decode(answer.body as Uint8Array<ArrayBuffer>);
  };
}

test.each([
  ['1_2_3', 5],
  ['1_2_39', 7],
  ['1_2_40', 0],
  ['64_2_3', 0],
  ['-64_2_20', 0],
  // Below the origin the server reckons towards zero.
  ['-1_0_0', 0],
  ['-1_22_13', 7],
  ['10_-20_30', 7],
  [' 1 _2_3', 5],
])('the label at %s is %d', async (point, label) => {
  const ask = make();
  const target = encodeURIComponent(point);
  expect(await ask('GET', `label/${target}`)).toBe(`{"Label": ${label}}`);
  const numbers = point.split('_').map(Number);
  expect(await ask('GET', 'labels', JSON.stringify([numbers]))).toBe(`[${label}]`);
});

test('a body is not merged into itself', async () => {
  const ask = make();
  expect(await ask('POST', 'merge?u=x', '[7,5,7]')).toBe(
    'Error on merge: supervoxel 7 already in index for target label 7 (/api/node/bb/seg/merge).\n',
  );
  expect(await ask('GET', 'sizes', '[5,7]')).toBe(`[${12 * 4096},${28 * 4096}]`);
});

test('a version has a largest label of its own once it was written to', async () => {
  const ask = make();
  const largest = async () =>
    (JSON.parse(await ask('GET', 'info')) as { Extended: { MaxLabel: object } }).Extended.MaxLabel;
  expect(await largest()).toEqual({ 1: 7 });
  await ask('POST', 'merge?u=x', '[5,7]');
  expect(await largest()).toEqual({ 1: 7, 2: 7 });
});

test('settings that say nothing are taken in, others refused', async () => {
  const ask = make();
  expect(await ask('POST', 'info', '{"B":"x","a":"y"}')).toBe(
    "Changed 'seg' based on received configuration:\n{map[a:y b:x]}\n",
  );
  expect(await ask('POST', 'info', '{"VoxelSize":"4,4,4"}')).toMatch(/^The sandbox refuses/);
});

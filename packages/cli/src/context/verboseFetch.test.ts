import { type BodySizes, NetworkError } from '@clio/core';
import { expect, it } from 'vitest';
import { verboseBodySizes } from './verboseFetch.js';

const ask = async (bodySizes: BodySizes, signal = new AbortController().signal) => {
  const printed: unknown[] = [];
  const stderr = { write: async (text: unknown) => void printed.push(text) };
  let time = 0;
  const now = () => {
    time += 5;
    return new Date(time);
  };
  const told = verboseBodySizes(bodySizes, stderr as never, now);
  const url = 'http://me:secret@dvid.example/api/node/9b/segmentation/sizes?token=secret';
  await told({ url, bodyids: [1, 2], signal }).catch(() => {});
  return printed.join('');
};

it('shows the request for the sizes of bodies as any other', async () => {
  const line = 'GET http://dvid.example/api/node/9b/segmentation/sizes?token=… (2 bodies): ';
  expect(await ask(async () => [1, 0])).toBe(`${line}200, 5 ms\n`);
  const refuse = async () => {
    throw new NetworkError('DVID does not say (status 404).', { url: '', method: 'GET' });
  };
  expect(await ask(refuse)).toBe(`${line}status 404, 5 ms\n`);
  expect(await ask(refuse, AbortSignal.abort())).toBe(`${line}given up, 5 ms\n`);
  expect(await ask(async () => Promise.reject(new Error('gone')))).toBe(`${line}no answer, 5 ms\n`);
});

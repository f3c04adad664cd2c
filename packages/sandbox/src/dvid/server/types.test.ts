import { expect, test } from 'vitest';
import { encodeText } from '../../json/goText.js';
import { createDvid } from '../createDvid.js';

async function ask(method: string, target: string, body = '') {
  const dvid = createDvid({ repos: undefined, now: () => new Date('2026-01-31T09:00:00Z') });
  const send = async (verb: string, path: string, text: string) => {
    const answer = await dvid.handle({
      method: verb,
      target: path,
      headers: {},
      body: encodeText(text),
    });
    return {
      status: answer.status,
      text: new TextDecoder().decode(answer.body as Uint8Array<ArrayBuffer>),
    };
  };
  await send('POST', '/api/repos?admintoken=letmein', '{"root":"aa11"}');
  return send(method, target, body);
}

test('all types are named that the server is built with', async () => {
  const { status, text } = await ask('GET', '/api/server/compiled-types');
  expect(status).toBe(200);
  const types = JSON.parse(text) as Record<string, string>;
  expect(Object.keys(types)).toHaveLength(19);
  expect(types.roi).toBe('github.com/janelia-flyem/dvid/datatype/roi');
  expect(types.uint8blk).toBe('github.com/janelia-flyem/dvid/datatype/imageblk/uint8.go');
});

test.each([
  ['roi', 501],
  ['nosuch', 400],
])('an instance of type %s is refused with %i', async (typename, status) => {
  const answer = await ask(
    'POST',
    '/api/repo/aa11/instance',
    JSON.stringify({ typename, dataname: 'x' }),
  );
  expect(answer.status).toBe(status);
});

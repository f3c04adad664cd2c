import { expect, it } from 'vitest';
import { nodePager } from './nodePager.js';

it('starts a program whose command line has quotes, and says when there is none', async () => {
  const pager = await nodePager(`'${process.execPath}' -e "process.stdin.resume(); 'a b'"`);
  await pager?.write('text');
  await pager?.close();
  expect(pager?.isTTY).toBe(true);
  expect(await nodePager('/no/such/program --flag')).toBeUndefined();
});

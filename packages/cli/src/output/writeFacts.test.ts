import { expect, it } from 'vitest';
import { testContext } from '../../test/runClio.js';
import { writeFacts } from './writeFacts.js';

it('aligns names by what the eye sees, also of those that would steer the terminal', async () => {
  const { context, written } = testContext({ terminal: true, env: { NO_COLOR: '1' } });
  await writeFacts(context, { id: 1, 日本: 'x', 'a\u001bb': 'y', none: null });
  expect(written.stdout).toBe('id        1\n日本      x\na\\u001bb  y\n');
});

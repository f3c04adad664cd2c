import type { AuthRequest, AuthStrategy, Credential } from '@clio/core';
import { describe, expect, it, vi } from 'vitest';
import { server } from '../../test/jwt.js';
import { memoryTokenStore } from '../stores/memoryTokenStore.js';
import { cachedAuth } from './cachedAuth.js';
import { savedAuth } from './savedAuth.js';

const bearer = (token: string, expiresAt?: Date): Credential => ({
  kind: 'bearer',
  token,
  source: 'test',
  expiresAt,
});

/** A strategy whose answers are given by hand. */
function manual() {
  const asked: {
    request: AuthRequest;
    give: (credential: Credential) => void;
    fail: (error: unknown) => void;
  }[] = [];
  const strategy: AuthStrategy = (request) =>
    new Promise((give, fail) => {
      asked.push({ request, give, fail });
    });
  return { asked, strategy };
}

describe('cachedAuth', () => {
  it('shares one question, and asks no more while the credential lasts', async () => {
    const { asked, strategy } = manual();
    const auth = cachedAuth(strategy);
    const answers = [auth({ server }), auth({ server: `${server}/` }), auth({ server })];
    asked[0]?.give(bearer('one'));
    expect(
      (await Promise.all(answers)).map((each) => each.kind === 'bearer' && each.token),
    ).toEqual(['one', 'one', 'one']);
    await auth({ server });
    expect(asked).toHaveLength(1);
  });

  it('keeps servers apart', async () => {
    const strategy = vi.fn<AuthStrategy>(async (request) => bearer(request.server));
    const auth = cachedAuth(strategy);
    expect(await auth({ server })).toMatchObject({ token: server });
    expect(await auth({ server: 'https://other.org' })).toMatchObject({
      token: 'https://other.org',
    });
    expect(strategy).toHaveBeenCalledTimes(2);
  });

  it('asks again a leeway before the expiry, and lives with a failure until then', async () => {
    let time = 0;
    const strategy = vi
      .fn<AuthStrategy>()
      .mockResolvedValueOnce(bearer('one', new Date(10_000)))
      .mockRejectedValueOnce(new Error('offline'))
      .mockRejectedValueOnce(new Error('offline'));
    const auth = cachedAuth(strategy, { leeway: 2_000, now: () => new Date(time) });
    await auth({ server });
    time = 7_999;
    await auth({ server });
    expect(strategy).toHaveBeenCalledTimes(1);
    time = 8_000;
    expect(await auth({ server })).toMatchObject({ token: 'one' });
    expect(strategy).toHaveBeenCalledTimes(2);
    time = 10_000;
    await expect(auth({ server })).rejects.toThrow('offline');
  });

  it('asks once for all who were refused, and tells latecomers the newer one', async () => {
    const { asked, strategy } = manual();
    const auth = cachedAuth(strategy);
    const first = auth({ server });
    asked[0]?.give(bearer('one'));
    const rejected = await first;
    const again = [auth({ server, rejected }), auth({ server, rejected }), auth({ server })];
    expect(asked).toHaveLength(2);
    expect(asked[1]?.request.rejected).toBe(rejected);
    asked[1]?.give(bearer('two'));
    for (const answer of again) expect(await answer).toMatchObject({ token: 'two' });
    expect(await auth({ server, rejected })).toMatchObject({ token: 'two' });
    expect(asked).toHaveLength(2);
  });

  it('reads the store again on a refusal, before giving up', async () => {
    const store = memoryTokenStore();
    await store.save(server, { token: 'one' });
    const auth = cachedAuth(savedAuth(store));
    const rejected = await auth({ server });
    expect(await auth({ server, rejected })).toMatchObject({ token: 'one' });
    await store.save(server, { token: 'two' });
    expect(await auth({ server })).toMatchObject({ token: 'one' });
    expect(await auth({ server, rejected })).toMatchObject({ token: 'two' });
    await store.clear(server);
    await expect(auth({ server, rejected: bearer('two') })).rejects.toMatchObject({
      code: 'credential-unavailable',
    });
  });

  it('ends one caller without ending the question of the others', async () => {
    const { asked, strategy } = manual();
    const auth = cachedAuth(strategy);
    const control = new AbortController();
    const one = auth({ server, signal: control.signal });
    const other = auth({ server });
    control.abort(new Error('enough'));
    await expect(one).rejects.toThrow('enough');
    expect(asked[0]?.request.signal?.aborted).toBe(false);
    asked[0]?.give(bearer('one'));
    expect(await other).toMatchObject({ token: 'one' });
  });

  it('ends the question when nobody waits any more, and starts another for the next', async () => {
    const { asked, strategy } = manual();
    const auth = cachedAuth(strategy);
    const control = new AbortController();
    const one = auth({ server, signal: control.signal });
    control.abort(new Error('enough'));
    await expect(one).rejects.toThrow('enough');
    expect(asked[0]?.request.signal?.aborted).toBe(true);
    asked[0]?.fail(new Error('aborted'));
    const next = auth({ server });
    asked[1]?.give(bearer('two'));
    expect(await next).toMatchObject({ token: 'two' });
    await expect(auth({ server, signal: control.signal })).rejects.toThrow('enough');
  });

  it('does not remember a failure, nor an answer that a refusal has overtaken', async () => {
    const { asked, strategy } = manual();
    const auth = cachedAuth(strategy);
    const failing = auth({ server });
    asked[0]?.fail(new Error('broken'));
    await expect(failing).rejects.toThrow('broken');
    const slow = auth({ server });
    const renewing = auth({ server, rejected: bearer('one') });
    asked[2]?.give(bearer('two'));
    expect(await renewing).toMatchObject({ token: 'two' });
    asked[1]?.give(bearer('one'));
    await slow;
    expect(await auth({ server })).toMatchObject({ token: 'two' });
  });
});

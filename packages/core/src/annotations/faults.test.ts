import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, type Staged, stage } from '../../test/staged.js';
import { DecodeError, TruncatedError } from '../errors/DecodeError.js';
import { NetworkError } from '../errors/NetworkError.js';
import { ServerError } from '../errors/ResponseError.js';
import { fetchAnnotations } from './fetchAnnotations.js';
import { fetchAnnotationsById } from './fetchAnnotationsById.js';

describe.each(['in process', 'over HTTP'])('reading annotations %s', (how) => {
  let world: Staged;
  beforeAll(async () => {
    world = stage();
    if (how === 'over HTTP') await world.sandbox.listen({ port: 0, dvidPort: 0 });
  });
  afterAll(() => world.sandbox.close());
  const client = () =>
    world.as('vera', 'VNC', how === 'over HTTP' ? { fetch: globalThis.fetch } : {});

  it.each([
    ['all', {}],
    ['query', { type: ['A', 'B', 'C'] }],
  ] as const)('says where %s was cut off', async (path, query) => {
    const { faults } = world.sandbox;
    const whole = await fetchAnnotations(client(), query);
    expect(whole).toHaveLength(3);
    const route = { path: `/v2/json-annotations/VNC/neurons/${path}`, count: 1 } as const;
    faults.add({ ...route, fault: 'truncate' });
    const short = await failureOf(fetchAnnotations(client(), query));
    expect(short).toBeInstanceOf(TruncatedError);
    expect((short as TruncatedError).recordsRead).toBe(3);
    faults.add({ ...route, fault: 'cut', afterBytes: 50 });
    const cut = await failureOf(fetchAnnotations(client(), query));
    expect(cut).toBeInstanceOf(TruncatedError);
    expect((cut as TruncatedError).recordsRead).toBe(1);
    faults.add({ ...route, fault: 'truncate', afterBytes: 0 });
    const empty = await failureOf(fetchAnnotations(client(), query));
    expect(empty).toBeInstanceOf(DecodeError);
    faults.add({ ...route, fault: 'cut' });
    expect(await failureOf(fetchAnnotations(client(), query))).toBeInstanceOf(NetworkError);
    faults.add({ ...route, fault: 'status', status: 502, body: { detail: 'no' } });
    expect(await failureOf(fetchAnnotations(client(), query))).toBeInstanceOf(ServerError);
    expect(await fetchAnnotations(client(), query)).toHaveLength(3);
  });

  it('gives no result by ids that lacks a part', async () => {
    world.sandbox.faults.add({ path: '**/id-number/*', fault: 'truncate', count: 1 });
    const error = await failureOf(fetchAnnotationsById(client(), [11, 12]));
    expect(error).toBeInstanceOf(TruncatedError);
    expect(error.message).toContain('/id-number/11,…');
  });
});

import { describe, expect, inject, it } from 'vitest';
import {
  AuthenticationError,
  createClient,
  fetchAnnotations,
  fetchAnnotationsById,
  fetchDataset,
  fetchDatasets,
  fetchFields,
  fetchRoles,
  fetchVersions,
  NetworkError,
  NotFoundError,
  setAnnotations,
  streamAnnotations,
} from '../src/index.js';
import { deleteValue, fetchValue, setValue } from '../src/kv/index.js';

declare module 'vitest' {
  export interface ProvidedContext {
    sandbox: { server: string; dvid: string; tokens: Record<string, string> };
  }
}

const { server, tokens } = inject('sandbox');
const client = createClient({ server, dataset: 'hemibrain', auth: tokens.annotator, retry: 0 });
const colon = createClient({ server, dataset: 'vpn:v1.0', auth: tokens.annotator, retry: 0 });

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('in a browser', () => {
  it('reads from a server of another origin', async () => {
    expect(location.origin).not.toBe(server);
    expect((await fetchDatasets(client)).map(({ id }) => id)).toEqual(['hemibrain', 'vpn:v1.0']);
    expect((await fetchDataset(colon)).id).toBe('vpn:v1.0');
    expect((await fetchVersions(client)).length).toBeGreaterThan(0);
    expect(await fetchFields(colon)).toContain('type');
    expect((await fetchRoles(client)).email).toMatch(/@/);
  });

  it('streams all annotations', async () => {
    let count = 0;
    for await (const { bodyid } of streamAnnotations(client, {})) if (bodyid) count++;
    expect(count).toBeGreaterThan(1000);
  });

  it('writes, and reads back with exact integers', async () => {
    const bodyid = 720575940621039145n;
    const report = await setAnnotations(client, {
      bodyid,
      type: 'browser',
      supervoxel: 18446744073709551615n,
    });
    expect(report.counts).toMatchObject({ written: 1, failed: 0 });
    const { annotations, missing } = await fetchAnnotationsById(client, [bodyid, 7n]);
    expect(annotations).toEqual([{ bodyid, type: 'browser', supervoxel: 18446744073709551615n }]);
    expect(missing).toEqual([7]);
    expect(await fetchAnnotations(client, { type: 'browser' })).toEqual(annotations);
  });

  it('stores values, with a DELETE among the requests', async () => {
    await setValue(client, 'browser', 'key', { ids: [720575940621039145n] });
    expect(await fetchValue(client, 'browser', 'key')).toEqual({ ids: [720575940621039145n] });
    await deleteValue(client, 'browser', 'key');
    expect(await failureOf(fetchValue(client, 'browser', 'key'))).toBeInstanceOf(NotFoundError);
  });

  it('knows a refused token, whose header the browser hides', async () => {
    let asked = 0;
    const stranger = createClient({
      server,
      auth: async ({ rejected }) => {
        asked++;
        const token = rejected ? (tokens.annotator as string) : 'nobody';
        return { kind: 'bearer', token, source: 'this page' };
      },
    });
    expect(await fetchDatasets(stranger)).toHaveLength(2);
    expect(asked).toBe(2);
    const refused = createClient({ server, auth: 'nobody', retry: 0 });
    expect(await failureOf(fetchDatasets(refused))).toBeInstanceOf(AuthenticationError);
  });

  it('says what it can where a failing answer is hidden', async () => {
    // The server fails on this without letting a page of another origin see the answer.
    const path = ['v2', 'json-annotations', 'hemibrain', 'neurons', 'id-number', 'abc'];
    const error = await failureOf(client.send({ method: 'GET', path }));
    expect(error).toBeInstanceOf(NetworkError);
    expect((error as Error).message).toContain('or it failed inside');
  });

  it('aborts', async () => {
    const signal = AbortSignal.abort();
    expect(await failureOf(fetchDatasets(client, { signal }))).toBe(signal.reason);
  });
});

import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { InputError } from '../errors/InputError.js';
import {
  AuthenticationError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
} from '../errors/ResponseError.js';
import { deleteDatasets } from './deleteDatasets.js';
import { fetchDataset } from './fetchDataset.js';
import { fetchDatasets } from './fetchDatasets.js';
import { setDatasets } from './setDatasets.js';

const uuid = 'c30f1e2d3c4b5a69788796a5b4c3d2e1';

describe('fetchDatasets', () => {
  it('gives those that the user can see, sorted', async () => {
    const { as } = stage();
    const ids = async (alias: string) => (await fetchDatasets(as(alias))).map(({ id }) => id);
    expect(await ids('vera')).toEqual(['OL', 'VNC', 'guarded', 'manc:v1.0']);
    expect(await ids('sam')).toEqual(['OL']);
  });

  it('gives documents as stored, placeholders filled in or not', async () => {
    const { as, sandbox } = stage();
    const [, filled] = await fetchDatasets(as('vera'));
    expect(filled).toEqual({
      id: 'VNC',
      description: 'Nerve cord',
      title: 'VNC v0.10',
      tag: 'v0.10',
      uuid,
      dvid: sandbox.dvid,
      neuroglancer: { layers: [{ source: `dvid://${uuid}` }] },
    });
    const [, raw] = await fetchDatasets(as('vera'), { templates: true });
    expect(raw).toMatchObject({
      title: 'VNC {tag}',
      neuroglancer: { layers: [{ source: 'dvid://{uuid}' }] },
    });
  });

  it('is refused with a wrong token, whose source is named', async () => {
    const error = await failureOf(fetchDatasets(stage().as('nobody')));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ source: 'the auth option' });
    expect(error.message).not.toContain('nobody');
  });

  it('can be aborted', async () => {
    const { as, sandbox } = stage();
    const error = await failureOf(fetchDatasets(as('vera'), { signal: AbortSignal.abort() }));
    expect(error.name).toBe('AbortError');
    expect(sandbox.requests).toEqual([]);
  });

  it('does not stumble over a document of an odd kind', async () => {
    const { as } = stage({
      datasets: { VNC: { description: 7, title: null, public: 0, tag: ['a'] } },
    });
    expect(await fetchDatasets(as('vera'))).toEqual([
      { id: 'VNC', description: '7', title: null, public: false, tag: '["a"]' },
    ]);
  });
});

describe('fetchDataset', () => {
  it.each(['VNC', 'manc:v1.0', 'OL'])('gives %s', async (id) => {
    expect((await fetchDataset(stage().as('vera', id))).id).toBe(id);
  });

  it('leaves placeholders where asked to', async () => {
    const { title } = await fetchDataset(stage().as('vera'), { templates: true });
    expect(title).toBe('VNC {tag}');
  });

  it.each(['nosuch', 'hidden'])('lists what can be seen in place of %s', async (id) => {
    const { as, sandbox } = stage();
    const error = await failureOf(fetchDataset(as('vera', id)));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ known: ['OL', 'VNC', 'guarded', 'manc:v1.0'] });
    expect(error.message).toBe(
      `There is no dataset ${id} on ${sandbox.server}. This token can see: OL, VNC, guarded, manc:v1.0.`,
    );
  });

  it.each([
    ['vnc', 'VNC'],
    ['VNCC', 'VNC'],
    ['manc:v1.1', 'manc:v1.0'],
  ])('knows what %s means', async (id, meant) => {
    const error = await failureOf(fetchDataset(stage().as('vera', id)));
    expect(error.message).toContain(`Did you mean ${meant}?`);
  });

  it('says that terms of service wait', async () => {
    const error = await failureOf(fetchDataset(stage().as('vera', 'guarded')));
    expect(error).toBeInstanceOf(PermissionError);
    expect(error.message).toContain('terms of service');
  });

  it('is not found when there is a role but no document', async () => {
    const { smallState } = await import('../../test/staged.js');
    const { as } = stage({
      users: {
        ...smallState.users,
        gus: { token: 'gus-token', email: 'gus@lab.example', permissions_v2: { NODOC: ['view'] } },
      },
    });
    const error = await failureOf(fetchDataset(as('gus', 'NODOC')));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ known: ['OL'] });
  });

  it('says that nothing can be seen', async () => {
    const { as } = stage({ datasets: {} });
    const error = await failureOf(fetchDataset(as('sam')));
    expect(error).toMatchObject({ known: [] });
    expect(error.message).toContain('This token can see none');
  });
});

describe('setDatasets', () => {
  it('replaces a document', async () => {
    const { as, sandbox } = stage();
    await setDatasets(as('ada'), {
      OL: { description: 'New', public: true, position: [1, 2.5, 3] },
    });
    expect((await sandbox.state()).datasets?.OL).toMatchObject({
      description: 'New',
      public: true,
      position: [1, 2.5, 3],
    });
  });

  it('refuses what the server would drop or not take, and sends nothing', async () => {
    const { as, sandbox } = stage();
    const client = as('ada');
    const wrong = async (document: object) =>
      (await failureOf(setDatasets(client, { OL: document as never }))).message;
    expect(await wrong({ description: 'x', transfer: ['m'] })).toBe(
      'The list of datasets is wrong at OL: expected no "transfer".',
    );
    expect(await wrong({})).toBe('The list of datasets is wrong at OL.description: expected text.');
    expect(await wrong({ description: 'x', versions: [[1]] })).toContain('no list inside a list');
    expect(sandbox.requests).toEqual([]);
  });

  it('is for admins', async () => {
    const sent = setDatasets(stage().as('ed'), { OL: { description: 'x' } });
    expect(await failureOf(sent)).toBeInstanceOf(PermissionError);
  });

  it('makes no new dataset, and says so', async () => {
    const error = await failureOf(setDatasets(stage().as('ada'), { fresh: { description: 'x' } }));
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error.message).toContain('does not exist yet');
  });
});

describe('deleteDatasets', () => {
  it('deletes documents', async () => {
    const { as, sandbox } = stage();
    await deleteDatasets(as('ada'), ['OL', 'nosuch']);
    expect((await sandbox.state()).datasets).not.toHaveProperty('OL');
  });

  it('is for admins', async () => {
    expect(await failureOf(deleteDatasets(stage().as('vera'), ['OL']))).toBeInstanceOf(
      PermissionError,
    );
  });
});

it('refuses a dataset id that no address can hold', () => {
  expect(() => stage().as('vera', 'a/b')).toThrow(InputError);
});

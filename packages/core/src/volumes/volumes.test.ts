import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { NotFoundError, PermissionError } from '../errors/ResponseError.js';
import { createVolumeUrl } from './createVolumeUrl.js';
import { deleteVolumes } from './deleteVolumes.js';
import { fetchVolume } from './fetchVolume.js';
import { fetchVolumes } from './fetchVolumes.js';
import { setVolumes } from './setVolumes.js';

const volume = { bucket: 'flyem', path: 'vnc/v1' };

describe('volumes', () => {
  it('are set, given and deleted', async () => {
    const { as } = stage();
    expect(await fetchVolumes(as('vera'))).toEqual([]);
    await setVolumes(as('ada'), {
      VNC: volume,
      OL: { ...volume, description: 'd' },
      hidden: volume,
    });
    expect(await fetchVolumes(as('vera'))).toMatchObject([
      { id: 'OL', description: 'd' },
      { id: 'VNC', ...volume },
    ]);
    expect(await fetchVolume(as('vera'), 'VNC')).toMatchObject({ id: 'VNC', ...volume });
    await deleteVolumes(as('ada'), ['VNC', 'nosuch']);
    expect((await fetchVolumes(as('vera'))).map(({ id }) => id)).toEqual(['OL']);
  });

  it('are not found where the server says null', async () => {
    const { as } = stage();
    await setVolumes(as('ada'), { VNC: volume, OL: volume, hidden: volume });
    const error = await failureOf(fetchVolume(as('vera'), 'hidden'));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ known: ['OL', 'VNC'] });
    expect((await failureOf(fetchVolume(as('vera'), 'vnc'))).message).toContain(
      'Did you mean VNC?',
    );
  });

  it('are for admins to change', async () => {
    const { as } = stage();
    expect(await failureOf(setVolumes(as('ed'), { VNC: volume }))).toBeInstanceOf(PermissionError);
    expect(await failureOf(deleteVolumes(as('ed'), ['VNC']))).toBeInstanceOf(PermissionError);
  });

  it('are checked before they are sent', async () => {
    const { as, sandbox } = stage();
    for (const wrong of [{ bucket: 'b' }, { ...volume, colour: 'red' }, { ...volume, path: 1 }]) {
      expect(await failureOf(setVolumes(as('ada'), { VNC: wrong as never }))).toMatchObject({
        code: 'input',
      });
    }
    expect(sandbox.requests).toEqual([]);
  });
});

describe('createVolumeUrl', () => {
  it('encodes each part', () => {
    const { as, sandbox } = stage();
    expect(createVolumeUrl(as('vera'), 'manc:v1.0', '8.0x8.0/0-64 a?b')).toBe(
      `${sandbox.server}/v2/volumes/proxy/manc:v1.0/8.0x8.0/0-64%20a%3Fb`,
    );
  });

  it.each(['', '/info', 'a//b', '../x'])('refuses the path %j', (path) => {
    expect(() => createVolumeUrl(stage().as('vera'), 'VNC', path)).toThrowError(
      /part of an address/,
    );
  });
});

import { recordings } from '@clio/fixtures';
import { describe, expect, it } from 'vitest';
import { notFound, replay, startService } from '../../test/service/replay.js';

describe('recorded exchanges of the service', () => {
  const all = recordings().filter(({ name }) => name.startsWith('service-'));

  it('are there', () => expect(all.length).toBeGreaterThan(20));

  it.each(all.map((recording) => [recording.name, recording] as const))(
    '%s',
    async (_, recording) => {
      const service = startService(recording.given);
      expect(await replay(recording, service.handle, notFound)).toEqual([]);
    },
  );
});

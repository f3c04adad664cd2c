import { recordings } from '@clio/fixtures';
import { describe, expect, it } from 'vitest';
import { replay, startBoth } from '../../test/service/replay.js';

describe('recorded exchanges of the service', () => {
  const all = recordings().filter(({ name }) => !name.startsWith('dvid-'));

  it('are there', () => expect(all.length).toBeGreaterThan(70));

  it.each(all.map((recording) => [recording.name, recording] as const))(
    '%s',
    async (_, recording) => {
      const { service, dvid } = startBoth(recording.given);
      expect(await replay(recording, service.handle, dvid)).toEqual([]);
    },
  );

  it.each(all.map((recording) => [recording.name, recording] as const))(
    'leave the state of %s as it was given',
    (_, recording) => {
      const { service, state } = startBoth(recording.given);
      const dump = service.dump();
      for (const part of ['users', 'groups', 'datasets', 'tags', 'documents'] as const) {
        expect(dump[part]).toEqual(state.get(part));
      }
    },
  );
});

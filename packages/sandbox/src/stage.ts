import { createDvid } from './dvid/createDvid.js';
import type { RawHandler } from './http/messages.js';
import type { JsonValue } from './json/value.js';
import { createService } from './service/createService.js';
import type { StateParts } from './state/parseState.js';
import { fillPlaces, hasPlaces, type Places, putBackPlaces } from './state/places.js';
import type { DumpedState } from './state/readState.js';

/** The servers as they stand, with all that they hold. */
export interface World {
  readonly clio: RawHandler;
  readonly dvid: RawHandler;
  /** What the servers hold, with placeholders for their addresses. */
  dump(): DumpedState;
  /** The same at other addresses. */
  move(places: Places): World;
}

/** What the servers need besides their state. */
export interface StageOptions {
  readonly now: () => Date;
  readonly random: (() => number) | undefined;
  readonly ghosts: boolean;
  readonly enforceRoles: boolean;
  readonly legacy: false | { readonly tokenLifetime: number | undefined };
  /** Stands between clio-store and DVID. */
  readonly between: (dvid: RawHandler) => RawHandler;
}

type Dvid = ReturnType<typeof createDvid>;

/**
 * Makes servers that hold this state.
 *
 * @throws SandboxError
 */
export function stage(parts: StateParts, places: Places, options: StageOptions): World {
  return around(parts, stageDvid(parts.repos, places, options), places, options);
}

function stageDvid(repos: JsonValue | undefined, places: Places, options: StageOptions): Dvid {
  const { now, random, ghosts } = options;
  return createDvid({
    repos: repos === undefined ? undefined : fillPlaces(repos, places),
    now,
    ghosts,
    ...(random === undefined ? {} : { random }),
  });
}

function around(parts: StateParts, dvid: Dvid, places: Places, options: StageOptions): World {
  const { now, random, enforceRoles, legacy } = options;
  const service = createService({
    users: fillPlaces(parts.users, places),
    groups: fillPlaces(parts.groups, places),
    datasets: fillPlaces(parts.datasets, places),
    tags: fillPlaces(parts.tags, places),
    documents: fillPlaces(parts.documents, places),
    dvid: options.between(dvid.handle),
    now,
    random,
    places,
    legacy,
    enforceRoles,
  });
  const own = () => {
    const { users, groups, datasets, tags, documents } = service.dump();
    const put = (part: JsonValue | undefined) => putBackPlaces(part, places);
    return {
      users: put(users),
      groups: put(groups),
      datasets: put(datasets),
      tags: put(tags),
      documents: put(documents),
    };
  };
  const repos = () => putBackPlaces(dvid.dump(), places);
  return {
    clio: service.handle,
    dvid: dvid.handle,
    dump: () => ({ ...own(), repos: repos() }),
    move(next) {
      // DVID is told no address, and moves only where its data name one.
      const moved = hasPlaces(parts.repos) ? stageDvid(repos(), next, options) : dvid;
      return around({ ...(own() as StateParts), repos: parts.repos }, moved, next, options);
    },
  };
}

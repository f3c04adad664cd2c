import type { JsonObject } from '../json/value.js';
import type { DvidClient } from './bodies/DvidClient.js';
import type { Incoming } from './http/Incoming.js';
import type { Identity } from './identity/Identity.js';
import type { User } from './identity/User.js';
import type { DatasetCache } from './store/DatasetCache.js';
import type { DocumentStore } from './store/DocumentStore.js';

/** What the server's operations work on. */
export interface Service {
  readonly documents: DocumentStore;
  readonly datasets: DatasetCache;
  /** Ids of the volumes this process has seen; the proxy knows no others. */
  readonly volumes: Set<string>;
  /** Version metadata by dataset: `tag_to_uuid`, `uuid_to_tag`, `head_tag`, `head_uuid`. */
  readonly tags: JsonObject;
  readonly identity: Identity;
  readonly dvid: DvidClient;
  /** Address of the identity service, as clients see it. */
  readonly dsg: string;
  /** Whether roles are enforced on body annotations too. */
  readonly enforceRoles: boolean;
  readonly now: () => Date;
  readonly random: () => number;
  /** Emails of the members of a group; none when there is no such group. */
  members(group: string): string[];
  /** @throws HttpError 401 */
  signIn(incoming: Incoming): Promise<User>;
}

/** The time as the server stores it: seconds with a fraction. */
export function unixTime(service: Service): number {
  return service.now().getTime() / 1000;
}

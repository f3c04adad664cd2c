import type { DatasetClient } from '../client/Client.js';
import { NotFoundError } from '../errors/ResponseError.js';

/** The error for a version name that is no tag of the dataset, and cannot be a uuid. */
export function unknownVersion(
  client: DatasetClient,
  wanted: string,
  known: readonly string[],
  near?: string | undefined,
): NotFoundError {
  const instead =
    known.length === 0
      ? 'It has no named versions.'
      : `${near === undefined ? '' : `Did you mean ${near}? `}It has: ${known.join(', ')}.`;
  return new NotFoundError(
    `There is no version ${wanted} of dataset ${client.dataset}. ${instead}`,
    { status: 200, method: 'GET', url: client.server, detail: undefined },
    { known },
  );
}

/** Whether DVID may take it for a version: a uuid, the beginning of one, or a branch such as `9bc01e:master`. */
export function mayBeUuid(version: string): boolean {
  return /^[0-9a-f]{1,32}(:.*)?$/.test(version) || /^[0-9a-f]*:./.test(version);
}

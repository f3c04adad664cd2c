import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { NotFoundError } from '../errors/ResponseError.js';
import { type Location, locationQuery } from '../schemas/location.js';
import type { Schema } from '../schemas/Schema.js';
import { decode, readJson } from '../transport/readJson.js';

/** A failure comes with status 200, its text under a name with a slip of the pen. */
const failure = z.looseObject({ messsage: z.string() });

/** Asks about a place, and reads the answer, or the failure that looks like one. */
export async function readSignatures<T>(
  client: DatasetClient,
  what: 'atlocation' | 'likelocation',
  location: Location,
  schema: Schema<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const path = ['v2', 'signatures', what, client.dataset];
  const query = locationQuery(location);
  const answer = await readJson(
    await client.send({ method: 'GET', path, query, signal }),
    z.unknown(),
  );
  const failed = failure.safeParse(answer);
  if (!failed.success) return decode(answer, schema, 'the answer about the signature');
  const detail = failed.data.messsage;
  throw new NotFoundError(
    `There is no signature near ${location.join(', ')} in dataset ${client.dataset}: ${detail}.`,
    { status: 200, method: 'GET', url: `${client.server}/${path.join('/')}`, detail },
  );
}

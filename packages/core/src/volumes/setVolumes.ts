import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { checkInput } from '../schemas/checkInput.js';
import { readNull } from '../transport/readJson.js';
import { type VolumeInput, volumeInput } from './Volume.js';

/**
 * Sets volumes by id; a stored one of the same id is replaced. For admins.
 *
 * @throws InputError for a volume without bucket or path, or with unknown fields; nothing is sent.
 * @throws PermissionError when the user is no global admin.
 *
 * @example
 * ```ts
 * await setVolumes(client, { hemibrain: { bucket: 'flyem', path: 'hemibrain/v1.2' } });
 * ```
 */
export async function setVolumes(
  client: Client,
  volumes: Readonly<Record<string, VolumeInput>>,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const body = checkInput(volumes, z.record(z.string(), volumeInput), 'The list of volumes');
  const path = ['v2', 'volumes'];
  await readNull(await client.send({ method: 'POST', path, body, idempotent: true, signal }));
}

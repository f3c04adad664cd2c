import type { Client } from '../client/Client.js';
import { encodePath } from '../transport/segments.js';

/**
 * The address of an object of a volume, through the server's proxy, for a viewer that reads it by
 * itself. No request is made, and the address holds no secret. Some versions of the server answer it
 * with nothing.
 *
 * @param object - path of the object below the volume's own, such as `info` or `8.0x8.0x8.0/0-64`.
 * @throws InputError for an empty id or path, or a path with an empty part, `.` or `..`.
 *
 * @example
 * ```ts
 * createVolumeUrl(client, 'hemibrain', 'info'); // 'https://…/v2/volumes/proxy/hemibrain/info'
 * ```
 */
export function createVolumeUrl(client: Client, id: string, object: string): string {
  return client.server + encodePath(['v2', 'volumes', 'proxy', id, ...object.split('/')]);
}

import type { DatasetClient } from '../client/Client.js';
import type { AtlasPoint } from './AtlasPoint.js';
import { setAtlasPoint } from './setAtlasPoint.js';

/**
 * Confirms an atlas point, so that everybody who may read its dataset sees it; or takes that back.
 * The server knows no request for this alone: the point is set again, as given, so give it as just
 * fetched.
 *
 * @param options.verified - `false` to take it back. Default `true`.
 * @throws PermissionError without the right to write others' points in the dataset.
 *
 * @example
 * ```ts
 * const [point] = await fetchAtlasPoints(client);
 * if (point) await verifyAtlasPoint(withDataset(client, point.dataset), point);
 * ```
 */
export async function verifyAtlasPoint(
  client: DatasetClient,
  point: AtlasPoint,
  options: {
    readonly verified?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<AtlasPoint> {
  const { verified = true, signal } = options;
  const { title, description, user, ...rest } = point;
  const body = {
    ...rest,
    title: title ?? '',
    // Absent ones stay absent.
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof user === 'string' ? { user } : {}),
    verified,
  };
  return setAtlasPoint(client, body, { signal });
}

import type { DatasetClient } from '../client/Client.js';
import type { BodyId } from '../integers/BodyId.js';
import { toBodyId } from '../integers/toBodyId.js';
import type { FieldValues } from './input/AnnotationInput.js';
import { type SetOptions, setAnnotations } from './setAnnotations.js';
import type { WriteReport } from './WriteReport.js';

/**
 * Gives many bodies the same values, as {@link setAnnotations} does.
 *
 * @param bodyids - the bodies; a repeated one counts once.
 * @param fields - `null` clears a field.
 *
 * @throws InputError for what is no body id, and as {@link setAnnotations}.
 *
 * @example
 * ```ts
 * await setFields(client, [154109, 200326126], { status: 'Traced' });
 * ```
 */
export async function setFields(
  client: DatasetClient,
  bodyids: Iterable<BodyId | string>,
  fields: FieldValues,
  options: SetOptions = {},
): Promise<WriteReport> {
  const input = new Map([...bodyids].map((bodyid) => [toBodyId(bodyid), fields]));
  return setAnnotations(client, input, options);
}

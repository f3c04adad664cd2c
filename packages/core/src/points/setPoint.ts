import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { InputError } from '../errors/InputError.js';
import { checkInput } from '../schemas/checkInput.js';
import { checkStorable } from '../schemas/checkStorable.js';
import { readJson } from '../transport/readJson.js';
import { type PointInput, pointInput } from './Point.js';
import { toPointKey } from './toPointKey.js';

/** How a point annotation is set. */
export interface SetPointOptions {
  /**
   * `true`: the stored annotation becomes exactly what is given; `false`: what is given is merged over
   * it. Default `true`.
   */
  readonly replace?: boolean | undefined;
  /** With `replace: false`, fields that keep a stored value that is not empty. */
  readonly conditional?: readonly string[] | undefined;
  /** Key of an annotation of the same owner that this one takes the place of: it is deleted after the writing. */
  readonly moveKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const answer = z.looseObject({ key: z.string() });

/**
 * Sets one point, line or sphere annotation, and gives its key. Owner, kind and position tell
 * annotations apart, so setting one again changes it.
 *
 * @throws InputError for a position that does not fit the kind, fractions, unknown fields, and what
 *   cannot be stored; nothing is sent.
 * @throws PermissionError when this user may not write such an annotation in the dataset.
 *
 * @example
 * ```ts
 * const key = await setPoint(client, { kind: 'point', pos: [120, 44, 9], tags: ['soma'] });
 * await setPoint(client, { kind: 'point', pos: [121, 44, 9], tags: ['soma'] }, { moveKey: key });
 * ```
 */
export async function setPoint(
  client: DatasetClient,
  point: PointInput,
  options: SetPointOptions = {},
): Promise<string> {
  const { replace = true, conditional, moveKey, signal } = options;
  if (replace && conditional !== undefined && conditional.length > 0) {
    throw new InputError('conditional has an effect with replace: false only.');
  }
  const field = conditional?.find((name) => name === '' || name.includes(','));
  if (field !== undefined) {
    throw new InputError(`The field ${JSON.stringify(field)} cannot be named in conditional.`);
  }
  const response = await client.send({
    method: 'POST',
    path: ['v2', 'annotations', client.dataset],
    query: { replace, conditional: conditional?.join(',') || undefined, move_key: moveKey },
    body: checkPoint(point),
    idempotent: true,
    signal,
  });
  return (await readJson(response, answer)).key;
}

/** A point that can be sent and stored. */
export function checkPoint(point: unknown, name = 'The point'): PointInput {
  const checked = checkInput(point, pointInput, name);
  toPointKey(checked);
  checkStorable(checked, name);
  return checked;
}

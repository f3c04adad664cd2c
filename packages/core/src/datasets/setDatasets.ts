import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { checkInput } from '../schemas/checkInput.js';
import { checkStorable } from '../schemas/checkStorable.js';
import { type OpenObject, openObject } from '../schemas/openObject.js';
import type { Schema } from '../schemas/Schema.js';
import { readNull } from '../transport/readJson.js';

/** A dataset's document to be stored: all fields that the server keeps. */
export interface DatasetInput {
  readonly description: string;
  readonly title?: string | undefined;
  /** Name of the current version. The server refuses one that sorts before the stored one as text: `v0.10` before `v0.9`. */
  readonly tag?: string | undefined;
  readonly uuid?: string | undefined;
  readonly dvid?: string | undefined;
  readonly public?: boolean | undefined;
  readonly neuprintHTTP?: { readonly dataset: string; readonly server: string } | undefined;
  readonly mainLayer?: string | undefined;
  readonly location?: string | undefined;
  readonly neuroglancer?: OpenObject | undefined;
  readonly typing?: OpenObject | undefined;
  readonly bodyAnnotationSchema?: OpenObject | undefined;
  readonly dimensions?: OpenObject | undefined;
  readonly versions?: readonly unknown[] | undefined;
  readonly orderedLayers?: readonly unknown[] | undefined;
  readonly layers?: readonly OpenObject[] | undefined;
  readonly position?: readonly number[] | undefined;
  readonly crossSectionScale?: number | undefined;
  readonly projectionScale?: number | undefined;
}

const text = z.optional(z.string());
const object = z.optional(openObject);
const datasetInput: Schema<DatasetInput> = z.strictObject({
  description: z.string(),
  title: text,
  tag: text,
  uuid: text,
  dvid: text,
  public: z.optional(z.boolean()),
  neuprintHTTP: z.optional(z.strictObject({ dataset: z.string(), server: z.string() })),
  mainLayer: text,
  location: text,
  neuroglancer: object,
  typing: object,
  bodyAnnotationSchema: object,
  dimensions: object,
  versions: z.optional(z.array(z.unknown())),
  orderedLayers: z.optional(z.array(z.unknown())),
  layers: z.optional(z.array(openObject)),
  position: z.optional(z.array(z.number())),
  crossSectionScale: z.optional(z.number()),
  projectionScale: z.optional(z.number()),
});

/**
 * Replaces the documents of existing datasets, by id. For admins.
 *
 * Fields that the server would drop silently are refused here. New datasets cannot be made in this
 * way. Documents are stored one after the other: when one is refused, those before it are stored.
 *
 * @throws InputError for a document without a description, with fields that the server does not
 *   keep, or with what cannot be stored; nothing is sent.
 * @throws PermissionError when the user is no global admin.
 * @throws InvalidRequestError when a dataset does not exist, or a tag is missing or sorts before the stored one.
 *
 * @example
 * ```ts
 * await setDatasets(client, { VNC: { description: 'Nerve cord', tag: 'v0.9', uuid: '3fa85f' } });
 * ```
 */
export async function setDatasets(
  client: Client,
  datasets: Readonly<Record<string, DatasetInput>>,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const body = checkInput(datasets, z.record(z.string(), datasetInput), 'The list of datasets');
  checkStorable(body, 'The list of datasets');
  const response = await client.send({
    method: 'POST',
    path: ['v2', 'datasets'],
    body,
    idempotent: true,
    hints: {
      400: 'Most often a dataset does not exist yet, or its tag is missing or sorts before the stored one. Read back what is stored.',
    },
    signal,
  });
  await readNull(response);
}

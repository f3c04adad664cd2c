import { fetchDatasets, fetchFields, fetchVersions } from '@clio/core';
import type { Context } from '../context/Context.js';

/** Asks the server for the names of one kind, which has so many milliseconds to answer. */
export async function namesFor(
  context: Context,
  kind: 'dataset' | 'version' | 'field',
  patience: number,
): Promise<readonly string[]> {
  const client = await (kind === 'dataset' ? context.client() : context.datasetClient());
  // From here on: what this machine itself needs, when it is busy, is not the server's.
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(patience)]);
  if (kind === 'dataset') return (await fetchDatasets(client, { signal })).map(({ id }) => id);
  const dataset = await context.datasetClient();
  return kind === 'field'
    ? fetchFields(dataset, { signal })
    : (await fetchVersions(dataset, { signal })).map(({ tag }) => tag);
}

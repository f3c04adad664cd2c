import { fetchDatasets, fetchFields, fetchVersions } from '@clio/core';
import type { Context } from '../context/Context.js';

/** Asks the server for the names of one kind. */
export async function namesFor(
  context: Context,
  kind: 'dataset' | 'version' | 'field',
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (kind === 'dataset')
    return (await fetchDatasets(await context.client(), { signal })).map(({ id }) => id);
  const client = await context.datasetClient();
  return kind === 'field'
    ? fetchFields(client, { signal })
    : (await fetchVersions(client, { signal })).map(({ tag }) => tag);
}

import { fetchDatasets } from '@clio/core';
import { readEnvironment } from '@clio/node';
import type { Context } from '../../context/Context.js';
import { suggest } from '../../errors/suggest.js';

/** Nobody waits longer than this for a note, in milliseconds. */
const patience = 1_500;

/**
 * Says so when the server in force has no dataset of an id, and which it has. The setting is saved
 * all the same: it may be meant for another server, or for later. Where there is no token, or no answer soon,
 * nothing is said.
 */
export async function tellUnknownDataset(context: Context, dataset: string): Promise<void> {
  const ids = await visibleIds(context);
  if (ids === undefined || ids.includes(dataset)) return;
  const { address } = await context.server();
  await context.note(
    `Note that ${address} has no dataset "${dataset}" that this token can see: ${ids.join(', ')}.`,
  );
  const near = suggest(dataset, ids);
  if (near !== undefined) await context.note(`Did you mean "${near}"?`);
}

async function visibleIds(context: Context): Promise<string[] | undefined> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(patience)]);
  try {
    const { address, origin } = await context.server();
    const store = await context.tokenStore();
    if (readEnvironment(context.env).token === undefined && !(await store.load(origin))) return;
    const client = await context.clientFor(address, await context.auth(), { retry: 0 });
    return (await fetchDatasets(client, { signal })).map(({ id }) => id);
  } catch {
    context.signal.throwIfAborted();
    return undefined;
  }
}

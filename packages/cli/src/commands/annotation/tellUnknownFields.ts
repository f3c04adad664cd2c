import { type DatasetClient, fetchFields } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { suggest } from '../../errors/suggest.js';

/** How long the server may take for a hint, in milliseconds. */
const patience = 2_000;

/**
 * Says which fields of a query that found nothing the dataset does not have: perhaps a slip of the pen.
 * Only then are the names asked for, so that a query that finds something costs no further request. It
 * is a hint and no failure: a server that does not tell its fields is none either.
 */
export async function tellUnknownFields(
  context: Context,
  client: DatasetClient,
  fields: readonly string[],
): Promise<void> {
  if (context.global.quiet) return;
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(patience)]);
  const known = await fetchFields(client, { show: 'all', signal }).catch(() => undefined);
  context.signal.throwIfAborted();
  if (known === undefined) return;
  for (const field of fields) {
    if (field === 'bodyid' || known.includes(field)) continue;
    const near = suggest(field, known);
    await context.note(
      `${client.dataset} has no field "${field}"${near ? ` (did you mean "${near}"?)` : '; see "clio field list"'}.`,
    );
  }
}

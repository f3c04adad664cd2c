import type { DatasetClient } from '../client/Client.js';
import { type CompiledQuery, everything } from '../queries/compileQuery.js';
import { readRecords } from '../reading/readRecords.js';
import { describeRequest } from '../transport/facts.js';
import { neuronsPath } from '../versions/neuronsPath.js';
import type { Annotation } from './Annotation.js';
import type { AnnotationOptions, Show } from './AnnotationOptions.js';
import { createSelect, neededShow } from './selectFields.js';
import { toVersionParameter } from './toVersionParameter.js';

const hints = {
  500: 'The server answers a query so when it does not know the version, or cannot reach its data.',
};

/** The annotations that match a compiled query, in batches as they come. */
export async function* readAnnotations(
  client: DatasetClient,
  query: CompiledQuery,
  { show, version, fields, signal }: AnnotationOptions,
): AsyncGenerator<Annotation[], void, undefined> {
  if (query.request === 'none') return;
  const versioned = await toVersionParameter(client, version, signal);
  const shown = neededShow(show, query.filtered);
  const select = createSelect({ show, shown, fields });
  const keep = query.request === 'all' ? hasField : query.filter;
  for await (const batch of ask(client, query, { show: shown, version: versioned, signal })) {
    const kept = keep ? batch.filter(keep) : batch;
    if (kept.length > 0) yield select ? kept.map(select) : kept;
  }
}

async function* ask(
  client: DatasetClient,
  { request, server }: CompiledQuery,
  { show, version, signal }: AnnotationOptions & { readonly show: Show | undefined },
): AsyncGenerator<Annotation[], void, undefined> {
  // The server gives all annotations of the current version only; a query gives those of any.
  const all = request === 'all' && version === undefined;
  const response = await client.send({
    ...(all
      ? { method: 'GET', path: neuronsPath(client, 'all') }
      : { method: 'POST', path: neuronsPath(client, 'query'), body: server ?? everything }),
    query: { show, version },
    idempotent: true,
    limitBody: false,
    hints,
    signal,
  });
  yield* readRecords(response.body ?? new Blob().stream(), {
    source: `the answer of ${describeRequest(response)}`,
    signal,
  });
}

/** When all annotations are asked for, the server leaves out bodies that have nothing but their id. */
function hasField(record: Annotation): boolean {
  for (const field in record) if (field !== 'bodyid') return true;
  return false;
}

import { type Client, fetchDatasets, isClioError } from '@clio/core';
import { UsageError } from '../errors/CliError.js';
import { suggest } from '../errors/suggest.js';

const howToChoose =
  'Choose one with --dataset ID, with CLIO_DATASET, or for good with "clio config set dataset ID".';

/** What is thrown where no dataset is chosen: with the ids that the token can see, and how to choose. */
export async function noDataset(client: Client, signal: AbortSignal): Promise<UsageError> {
  return new UsageError('no dataset is chosen', {
    why: await visible(client, signal),
    next: howToChoose,
  });
}

/**
 * What a failure on a dataset means: where the dataset is none of those that the token can see, that
 * is what went wrong, whatever the server said; otherwise the failure itself.
 */
export async function explainDatasetFailure(
  error: unknown,
  client: Client,
  dataset: string,
  signal: AbortSignal,
): Promise<unknown> {
  if (!isClioError(error, 'not-found', 'permission', 'invalid-request', 'server')) return error;
  const ids = await fetchDatasets(client, { signal }).then(
    (datasets) => datasets.map(({ id }) => id),
    () => undefined,
  );
  if (ids === undefined || ids.includes(dataset)) return error;
  const near = suggest(dataset, ids);
  return new UsageError(`there is no dataset "${dataset}" that this token can see`, {
    why: list(ids),
    next: near ? `Did you mean "${near}"?` : howToChoose,
    cause: error,
  });
}

async function visible(client: Client, signal: AbortSignal): Promise<string> {
  try {
    return list((await fetchDatasets(client, { signal })).map(({ id }) => id));
  } catch (error) {
    signal.throwIfAborted();
    return `Which ones there are cannot be told: ${(error as Error).message}`;
  }
}

function list(ids: readonly string[]): string {
  return ids.length === 0
    ? 'This token can see no dataset.'
    : `This token can see: ${ids.join(', ')}.`;
}

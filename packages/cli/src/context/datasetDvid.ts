import { type DatasetClient, fetchDataset, resolveVersion } from '@clio/core';
import { createDvidClient, type DvidClient } from '@clio/core/dvid';
import { CliError } from '../errors/CliError.js';
import { ExitCode } from '../errors/ExitCode.js';
import type { Context } from './Context.js';

/** The DVID server behind a dataset, and a version in it. */
export interface DatasetDvid {
  readonly client: DvidClient;
  /** What DVID takes for the version. */
  readonly version: string;
}

/** How DVID is found. */
export interface DatasetDvidOptions {
  /** Tag or uuid; the dataset's own version by default. */
  readonly version?: string | undefined;
  /** Milliseconds for one attempt; that of the library by default. */
  readonly timeout?: number | undefined;
  /** Further attempts; those of the library by default. */
  readonly retry?: number | undefined;
}

/**
 * A client for the DVID server that the dataset's document names. It gets no credential: the token is
 * for the Clio server.
 *
 * @throws CliError when the document names no DVID or no version.
 */
export async function datasetDvid(
  context: Context,
  dataset: DatasetClient,
  { version, timeout, retry }: DatasetDvidOptions = {},
): Promise<DatasetDvid> {
  const { signal } = context;
  const [{ dvid, uuid }, resolved] = await Promise.all([
    fetchDataset(dataset, { signal }),
    version === undefined ? undefined : resolveVersion(dataset, version, { signal }),
  ]);
  const wanted = resolved?.uuid ?? uuid;
  if (!dvid || !wanted)
    throw new CliError(
      ExitCode.failed,
      `the dataset "${dataset.dataset}" names no ${dvid ? 'version' : 'DVID server'}`,
      { next: 'See "clio dataset view".' },
    );
  return {
    client: createDvidClient({
      server: dvid,
      fetch: await context.fetch(),
      app: 'clio-cli',
      ...(timeout === undefined ? {} : { timeout }),
      ...(retry === undefined ? {} : { retry }),
    }),
    version: wanted,
  };
}

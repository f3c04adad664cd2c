import { serverOrigin } from '@clio/auth';
import { type DatasetClient, type RunSummary, withDataset } from '@clio/core';
import { defaultAuth } from '@clio/node';
import type { CommandInput } from '../commands/CommandInput.js';
import type { Context } from '../context/Context.js';
import { UsageError } from '../errors/CliError.js';

/** `--server` and `--dataset` as they were typed. */
export interface PlaceFlags {
  readonly server: string | undefined;
  readonly dataset: string | undefined;
}

export function toPlaceFlags(input: CommandInput): PlaceFlags {
  return { server: input.text('server'), dataset: input.text('dataset') };
}

/**
 * A client for the server and dataset of a run, whatever else is chosen: a run goes on, and is undone,
 * where it wrote.
 *
 * @throws UsageError when a flag names another place.
 */
export async function clientOfRun(
  context: Context,
  run: Pick<RunSummary, 'id' | 'server' | 'dataset'>,
  flags: PlaceFlags,
): Promise<DatasetClient> {
  const origin = serverOrigin(run.server);
  if (flags.server !== undefined && serverOrigin(flags.server) !== origin)
    throw contradiction(run.id, `wrote to the server ${run.server}`, '--server');
  if (flags.dataset !== undefined && flags.dataset !== run.dataset)
    throw contradiction(run.id, `wrote to dataset ${run.dataset}`, '--dataset');
  const auth = defaultAuth({
    server: run.server,
    env: context.env,
    store: await context.tokenStore(),
    fetch: await context.fetch(),
    now: context.now,
    onExpiresSoon: ({ message }) => {
      context.note(message).catch(() => {});
    },
  });
  return withDataset(await context.clientFor(run.server, auth), run.dataset);
}

function contradiction(run: string, what: string, flag: string): UsageError {
  return new UsageError(`run ${run} ${what}`, { next: `Leave ${flag} out.` });
}

import type { Context } from '../../context/Context.js';
import { CliError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';

export type TokenOptions = Record<string, never>;

export function toOptions(): TokenOptions {
  return {};
}

/** Prints the token that a command would send. */
export async function run(context: Context): Promise<undefined> {
  const { origin } = await context.server();
  const auth = await context.auth();
  const credential = await auth({ server: origin, signal: context.signal });
  if (credential.kind !== 'bearer')
    throw new CliError(ExitCode.needsLogin, `there is no token for ${origin}`, {
      next: 'Run "clio auth login" to log in, or set CLIO_TOKEN.',
    });
  await context.streams.stdout.write(`${credential.token}\n`);
}

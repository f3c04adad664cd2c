import { type ExchangeAuthOptions, exchangeAuth } from '@clio/auth';
import { type AuthStrategy, CredentialUnavailableError } from '@clio/core';
import type { Environment } from '../environment/readEnvironment.js';
import { type GcloudRunner, gcloudRunner } from './runGcloud.js';

/** Options of {@link gcloudAuth}. */
export interface GcloudAuthOptions extends Omit<ExchangeAuthOptions, 'source'> {
  /** Environment of `gcloud`, its PATH above all. Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** How long `gcloud` may take, in milliseconds. Default: 15 seconds. */
  readonly gcloudTimeout?: number | undefined;
  /** Runs `gcloud`. Default: the program on the PATH. */
  readonly run?: GcloudRunner | undefined;
}

const otherwise = 'or use `clio auth login`, which takes a token from the web page.';

/**
 * Asks `gcloud auth print-identity-token` who is logged in to Google, and exchanges that for a
 * token of the server, where the server still accepts it; see {@link exchangeAuth}, which also
 * keeps it.
 *
 * @example
 * ```ts
 * import { fileTokenStore, gcloudAuth } from '@clio/node';
 *
 * const auth = gcloudAuth({ store: fileTokenStore() });
 * ```
 *
 * @throws CredentialUnavailableError where gcloud is not installed, nobody is logged in, it does
 *   not answer in time, or the server does not accept Google's tokens; and what exchangeAuth throws
 *   (all from the strategy).
 */
export function gcloudAuth(options: GcloudAuthOptions = {}): AuthStrategy {
  const { gcloudTimeout: timeout = 15_000, env = process.env, run = gcloudRunner(env) } = options;
  const identity = async ({ signal }: { signal?: AbortSignal | undefined }): Promise<string> => {
    const { end, output } = await run(['auth', 'print-identity-token'], { timeout, signal });
    const token = output.trim();
    if (end === 'done' && token !== '') return token;
    const [problem, remedy] = {
      missing: [
        'gcloud is not installed.',
        `Install it and run \`gcloud auth login\`, ${otherwise}`,
      ],
      timeout: [
        `gcloud did not print an identity token within ${timeout / 1000} s.`,
        `Try \`gcloud auth print-identity-token\` yourself, ${otherwise}`,
      ],
      failed: ['gcloud is not logged in to Google.', `Run \`gcloud auth login\`, ${otherwise}`],
      done: ['gcloud printed no identity token.', `Run \`gcloud auth login\`, ${otherwise}`],
    }[end] as [string, string];
    throw new CredentialUnavailableError(`${problem} ${remedy}`, { remedy });
  };
  return exchangeAuth(identity, { ...options, source: 'gcloud' });
}

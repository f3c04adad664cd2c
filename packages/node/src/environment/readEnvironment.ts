/** Environment variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says; a variable that is empty or blank counts as not set. */
export interface EnvironmentSettings {
  /** `CLIO_SERVER`: address of the server. */
  readonly server: string | undefined;
  /** `CLIO_DATASET`: id of the dataset. */
  readonly dataset: string | undefined;
  /** `CLIO_TOKEN`: the token. */
  readonly token: string | undefined;
}

/**
 * Reads `CLIO_SERVER`, `CLIO_DATASET` and `CLIO_TOKEN`.
 *
 * @example
 * ```ts
 * import { readEnvironment } from '@clio/node';
 *
 * const { dataset } = readEnvironment({ CLIO_DATASET: 'VNC', CLIO_TOKEN: '' }); // 'VNC', and no token
 * ```
 */
export function readEnvironment(env: Environment = process.env): EnvironmentSettings {
  return {
    server: readVariable(env, 'CLIO_SERVER'),
    dataset: readVariable(env, 'CLIO_DATASET'),
    token: readVariable(env, 'CLIO_TOKEN'),
  };
}

/** A variable without blanks around it; undefined where that leaves nothing. */
export function readVariable(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

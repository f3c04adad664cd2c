import { findTokenPage, savedAuth, staticAuth, type TokenStore } from '@clio/auth';
import {
  type AuthStrategy,
  type Credential,
  type InputError,
  isClioError,
  type MissingTerms,
  type TokenExpiredError,
} from '@clio/core';
import type { Context } from '../../context/Context.js';
import { asksForPage, openPage } from '../../context/openPage.js';
import { ExitCode, strongest } from '../../errors/ExitCode.js';
import { exitCodeOf, reportError } from '../../errors/report.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { printable } from '../../output/printable.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';
import { describeMissingTerms, describeRoles, describeUser, identify } from './identify.js';

export interface StatusOptions {
  /** Open the page of the account in place of telling about tokens. */
  readonly web: boolean;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): StatusOptions {
  return { web: asksForPage(input), output: toOutputOptions(input) };
}

/** One server, and what is known of the token for it. */
interface ServerStatus {
  readonly [field: string]: unknown;
  readonly server: string;
  /** Whether commands ask this server with this token when nothing else is said. */
  readonly active: boolean;
  /** Where the token comes from; null when there is none. */
  readonly source: string | null;
  /** Whether the server takes it; null when that cannot be told. */
  readonly valid: boolean | null;
  readonly email: string | null;
  readonly name: string | null;
  /** Roles that hold in every dataset. */
  readonly globalRoles: readonly string[];
  /** Roles by dataset. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Terms of service that wait to be accepted. */
  readonly missingTerms: readonly MissingTerms[];
  /** Null when the token does not say. */
  readonly expires: string | null;
  /** What is wrong, where something is. */
  readonly problem: string | null;
}

/** Shows each server with a token, and asks it whether the token is valid. */
export async function run(context: Context, { web, output }: StatusOptions): Promise<ExitCode> {
  const { address, origin } = await context.server();
  if (web) {
    const { signal } = context;
    await openPage(context, await findTokenPage(address, { fetch: await context.fetch(), signal }));
    return ExitCode.done;
  }
  const store = await context.tokenStore();
  const checks = [check(context, address, await context.auth(), true)];
  for (const server of await store.servers())
    if (server !== origin)
      checks.push(check(context, server, savedOrObtained(context, store), false));
  const found = await Promise.all(checks);
  // A saved token that another source goes before is told, too: it is what remains without that one.
  const first = found[0]!.status;
  const saved = await store.load(origin);
  if (saved && saved.obtainedBy === undefined && first.source && !first.source.startsWith('saved'))
    found.push(await check(context, address, savedAuth(store, { now: context.now }), false));
  const rows = found.map(({ status }) => status);
  if (!output.explicit && context.streams.stdout.isTTY) await writeBlocks(context, rows);
  else
    await writeRecords(context, output, {
      noun: ['server', 'servers'],
      columns: [
        { field: 'server', id: true },
        { field: 'active' },
        { field: 'valid' },
        { field: 'source' },
        { field: 'email' },
        { field: 'expires', whole: true },
        { field: 'roles' },
        { field: 'problem' },
      ],
      batches: [rows],
    });
  // A token in use that is no good stops the next command, whatever there is for other servers.
  if (first.source !== null) return found[0]!.exitCode;
  return rows.some(({ valid }) => valid === true)
    ? ExitCode.done
    : strongest(found.map(({ exitCode }) => exitCode));
}

/** The token in the store: saved by the person, or kept for the person since gcloud got it. */
function savedOrObtained(context: Context, store: TokenStore): AuthStrategy {
  const saved = savedAuth(store, { now: context.now });
  return async (request) => {
    const kept = await store.load(request.server);
    if (kept?.obtainedBy === undefined) return saved(request);
    return staticAuth(kept.token, { source: kept.obtainedBy, now: context.now })(request);
  };
}

async function check(
  context: Context,
  server: string,
  strategy: AuthStrategy,
  active: boolean,
): Promise<{ status: ServerStatus; exitCode: ExitCode }> {
  let credential: Credential | undefined;
  const client = await context.clientFor(server, async (request) => {
    credential = await strategy(request);
    return credential;
  });
  const about = (facts: Partial<ServerStatus>): ServerStatus => ({
    server,
    active,
    source: credential && credential.kind !== 'none' ? credential.source : null,
    valid: null,
    email: (credential?.kind === 'bearer' && credential.email) || null,
    name: null,
    globalRoles: [],
    roles: {},
    missingTerms: [],
    expires: (credential?.kind === 'bearer' && credential.expiresAt?.toISOString()) || null,
    problem: null,
    ...facts,
  });
  try {
    const person = await identify(client, context.signal);
    return {
      status: about({
        valid: true,
        email: person.email,
        name: person.name || null,
        globalRoles: person.global_roles,
        roles: person.datasets,
        missingTerms: person.missing_tos ?? [],
      }),
      exitCode: ExitCode.done,
    };
  } catch (error) {
    if (!isClioError(error)) throw error;
    const { expiresAt } = error as Partial<TokenExpiredError>;
    const malformed = isClioError(error, 'input');
    const source = malformed
      ? (error as InputError).place?.source
      : (error as Partial<TokenExpiredError>).source;
    const exitCode = exitCodeOf(error);
    return {
      status: about({
        valid: malformed || exitCode === ExitCode.needsLogin ? false : null,
        ...(source === undefined ? {} : { source }),
        ...(expiresAt === undefined ? {} : { expires: expiresAt.toISOString() }),
        problem: reportError(error).lines.join(' '),
      }),
      exitCode,
    };
  }
}

async function writeBlocks(context: Context, rows: readonly ServerStatus[]): Promise<void> {
  const paint = context.paint.stdout;
  for (const row of rows) {
    const state =
      row.valid === true
        ? paint('green', 'valid')
        : row.valid === false
          ? paint('red', row.source === null ? 'not logged in' : 'not valid')
          : paint('yellow', 'cannot be told');
    const facts: [string, string | readonly string[] | null][] = [
      ['token', `${state}${row.source === null ? '' : `, from ${row.source}`}`],
      ['user', row.email && describeUser({ name: row.name, email: row.email })],
      ['roles', describeRoles({ global_roles: row.globalRoles, datasets: row.roles })],
      [
        'terms',
        describeMissingTerms({ missing_tos: row.missingTerms }).map(
          (terms) => `${terms} (wait to be accepted)`,
        ),
      ],
      ['expires', row.expires ?? (row.valid === true ? 'the token does not say' : null)],
      ['problem', row.problem],
    ];
    const lines = [`${paint('bold', row.server)}${row.active ? ' (in use)' : ''}`];
    for (const [name, value] of facts)
      for (const [index, text] of (value === null ? [] : [value].flat()).entries())
        lines.push(
          `  ${(index === 0 ? name : '').padEnd(9)}${name === 'token' ? text : printable(text)}`,
        );
    await context.streams.stdout.write(`${lines.join('\n')}\n`);
  }
}

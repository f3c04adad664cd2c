import { readFile } from 'node:fs/promises';
import { authorizedFetch, type Credential } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { readBytes } from '../../context/streams.js';
import { CliError, UsageError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { fileSink, streamSink } from '../../output/sink.js';
import type { CommandInput } from '../CommandInput.js';

export interface ApiOptions {
  readonly method: string;
  /** Path and query as on the wire, or a full address on the server. */
  readonly path: string;
  /** File with the body; `-` is standard input. */
  readonly input: string | undefined;
  /** Whether status and headers are printed first. */
  readonly include: boolean;
  /** The file to write to; undefined is standard output. */
  readonly file: string | undefined;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'];

export function toOptions(input: CommandInput): ApiOptions {
  const method = input.word(0, 'the method').toUpperCase();
  if (!methods.includes(method))
    throw new UsageError(`there is no method "${method}"`, {
      why: `The methods are ${methods.join(', ')}.`,
      next: 'Write "clio api GET /v2/roles".',
    });
  const output = input.text('output');
  return {
    method,
    path: input.word(1, 'the path'),
    input: input.text('input'),
    include: input.has('include'),
    file: output === '-' ? undefined : output,
  };
}

/** Sends one request with the token, and prints the answer as it is, a failing one too. */
export async function run(context: Context, options: ApiOptions): Promise<ExitCode> {
  const { address, origin } = await context.server();
  const url = toUrl(options.path, address, origin);
  const body = options.input === undefined ? undefined : await readBody(context, options.input);
  const send = authorizedFetch(await context.auth(), await context.fetch(), {
    server: address,
    now: context.now,
  });
  let credential: Credential | undefined;
  const response = await send(
    url,
    {
      method: options.method,
      redirect: 'manual',
      signal: context.signal,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    },
    (used) => {
      credential = used;
    },
  ).catch((error: unknown) => {
    throw context.signal.aborted || !(error instanceof TypeError) ? error : unreachable(url, error);
  });
  await print(context, options, response, url);
  return judge(context, response, `${options.method} ${url}`, credential);
}

/**
 * The address of a path on the server. A full address must be on it: the token goes nowhere else.
 *
 * @throws UsageError for any other.
 */
export function toUrl(path: string, address: string, origin: string): string {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(path);
  if (!full && !path.startsWith('/'))
    throw new UsageError(`the path "${path}" does not begin with a slash`, {
      next: `Write "/${path}", or "/v2/${path}".`,
    });
  const url = full ? path : `${address}${path}`;
  if (!URL.canParse(url) || new URL(url).origin !== origin)
    throw new UsageError(`"${path}" is not on ${origin}`, {
      why: 'Your token is sent to no other server.',
      next: 'Give a path such as /v2/roles, or choose the server with --server.',
    });
  return url;
}

async function readBody(context: Context, input: string): Promise<Uint8Array<ArrayBuffer>> {
  if (input === '-') return readBytes(context.streams.stdin);
  try {
    return new Uint8Array(await readFile(input));
  } catch (cause) {
    throw new UsageError(`${input} cannot be read`, { why: `${(cause as Error).message}.`, cause });
  }
}

async function print(
  context: Context,
  { include, file }: ApiOptions,
  response: Response,
  url: string,
): Promise<void> {
  const sink =
    file === undefined ? streamSink(context.streams.stdout, 'data') : await fileSink(file);
  try {
    if (include) {
      const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('');
      await sink.write(
        `${response.status} ${response.statusText}`.trimEnd().concat('\n', headers, '\n'),
      );
    }
    if (response.body) for await (const chunk of response.body) await sink.writeBytes(chunk);
    await sink.close();
  } catch (error) {
    await sink.abandon().catch(() => {});
    throw error instanceof TypeError ? unreachable(url, error) : error;
  }
}

function unreachable(url: string, cause: Error): CliError {
  return new CliError(ExitCode.unavailable, `${new URL(url).host} gave no whole answer`, {
    why: 'It cannot be reached, or the connection broke.',
    next: 'Check the address and the network; "clio doctor" helps with that.',
    cause,
  });
}

async function judge(
  context: Context,
  response: Response,
  request: string,
  credential: Credential | undefined,
): Promise<ExitCode> {
  if (response.ok) return ExitCode.done;
  const { status } = response;
  await context.warn(`clio: ${request} was answered with ${status}`);
  if (status === 401 && response.headers.has('www-authenticate')) {
    await context.warn(`  The token from ${credential?.source ?? 'nowhere'} was refused.`);
    await context.warn('  Run "clio auth login" to log in, or set CLIO_TOKEN.');
    return ExitCode.needsLogin;
  }
  return status === 429 || status >= 500 ? ExitCode.unavailable : ExitCode.failed;
}

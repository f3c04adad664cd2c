import { access, constants, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Sandbox, SandboxAddresses } from '@clio/sandbox';
import type { Context } from '../../context/Context.js';
import { CliError, UsageError } from '../../errors/CliError.js';
import { cannotWrite } from '../../errors/cannotWrite.js';
import { ExitCode } from '../../errors/ExitCode.js';
import type { CommandInput } from '../CommandInput.js';
import { usualPorts } from './usualPorts.js';

export interface StartOptions {
  readonly host: string | undefined;
  /** Undefined: the usual one, or any free one where that is taken. */
  readonly port: number | undefined;
  readonly dvidPort: number | undefined;
  readonly allowPublic: boolean;
  readonly allowOrigin: boolean;
  /** File with the state to begin with; undefined for the sample. */
  readonly state: string | undefined;
  /** File that gets the state at the end. */
  readonly save: string | undefined;
  readonly legacy: boolean;
  /** In seconds. */
  readonly tokenLifetime: number | undefined;
  readonly ghosts: boolean;
  readonly enforceRoles: boolean;
  readonly json: boolean;
}

export function toOptions(input: CommandInput): StartOptions {
  const state = input.text('state');
  if (state !== undefined && input.has('sample'))
    throw new UsageError('--state and --sample exclude each other', {
      next: 'Leave one of them out.',
    });
  const legacy = input.has('legacy');
  const tokenLifetime = input.integer('token-lifetime');
  if (tokenLifetime !== undefined && !legacy)
    throw new UsageError('--token-lifetime needs --legacy', {
      why: 'The tokens of the servers of today do not say when they expire.',
    });
  return {
    host: input.text('host'),
    port: input.integer('port', { max: 65_535 }),
    dvidPort: input.integer('dvid-port', { max: 65_535 }),
    allowPublic: input.has('allow-public'),
    allowOrigin: input.has('allow-origin'),
    state,
    save: input.text('save'),
    legacy,
    tokenLifetime,
    ghosts: !input.off('ghosts'),
    enforceRoles: input.has('enforce-roles'),
    json: input.has('json'),
  };
}

/** Serves a sandbox until Ctrl-C or SIGTERM, which is how it is stopped: the exit code is then 0. */
export async function run(context: Context, options: StartOptions): Promise<undefined> {
  // A package of its own, beside this one: nothing else needs it.
  const { createSandbox, SandboxError } = await import('@clio/sandbox');
  const state = options.state === undefined ? undefined : await readState(options.state);
  if (options.save !== undefined) await checkPlace(options.save);
  let sandbox: Sandbox | undefined;
  try {
    sandbox = createSandbox({
      ...(state === undefined ? { sample: true } : { state }),
      ghosts: options.ghosts,
      enforceRoles: options.enforceRoles,
      legacy: options.legacy,
      tokenLifetime: options.tokenLifetime,
      allowOrigin: options.allowOrigin,
    });
    const addresses = await listen(sandbox, options);
    if (options.json)
      await context.streams.stdout.write(
        `${JSON.stringify({ ...addresses, tokens: sandbox.tokens })}\n`,
      );
    else await introduce(context, addresses, sandbox);
    await stopped(context.signal);
    if (options.save !== undefined) {
      const path = options.save;
      await writeFile(path, await sandbox.stateText()).catch((cause: unknown) => {
        throw cannotWrite(path, cause);
      });
      await context.note(`The state is saved in ${options.save}.`);
    }
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    if (sandbox === undefined && options.state !== undefined)
      throw new UsageError(`the state ${options.state} cannot be used`, {
        why: /^[A-Z]/.test(error.message) ? error.message : `It has a fault: ${error.message}.`,
        next: 'A state is what "clio sandbox start --save FILE" writes.',
        cause: error,
      });
    const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
    // With a cause it is the machine that refused, such as a port in use; otherwise what was asked for.
    throw new CliError(error.cause ? ExitCode.failed : ExitCode.validation, error.message, {
      next:
        code === 'EADDRINUSE'
          ? 'Another sandbox may run there already; --port 0 takes any free port.'
          : undefined,
      cause: error,
    });
  } finally {
    await sandbox?.close();
  }
}

/** What is to be saved at the end must have a place: found out at the start, nothing is lost. */
async function checkPlace(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

async function readState(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`the state ${path} cannot be read`, {
      why: `${(cause as Error).message}.`,
      cause,
    });
  }
}

/** Listens on the ports asked for, or on the usual ones, or on free ones where those are taken. */
async function listen(sandbox: Sandbox, options: StartOptions): Promise<SandboxAddresses> {
  const { host, allowPublic } = options;
  const { port = usualPorts.server, dvidPort = usualPorts.dvid } = options;
  try {
    return await sandbox.listen({ host, port, dvidPort, allowPublic });
  } catch (error) {
    if (options.port !== undefined && options.dvidPort !== undefined) throw error;
    return sandbox.listen({
      host,
      port: options.port ?? 0,
      dvidPort: options.dvidPort ?? 0,
      allowPublic,
    });
  }
}

/** All of it on standard output: it holds tokens, which go nowhere else. */
async function introduce(
  context: Context,
  { server, dvid }: SandboxAddresses,
  sandbox: Sandbox,
): Promise<void> {
  const { stdout } = context.streams;
  const users = Object.entries(sandbox.tokens);
  const [dataset] = Object.keys((await sandbox.state()).datasets ?? {});
  // Who may write makes the better start.
  const token = sandbox.tokens.annotator ?? users[0]?.[1];
  const bold = (text: string) => context.paint.stdout('bold', text);
  const width = Math.max(0, ...users.map(([alias]) => alias.length)) + 2;
  await stdout.write(
    [
      `${bold('server')}  ${server}`,
      `${bold('DVID')}    ${dvid}`,
      '',
      bold('Tokens'),
      ...users.map(([alias, token]) => `  ${alias.padEnd(width)}${token}`),
      '',
      bold('In another terminal'),
      `  export CLIO_SERVER=${server}`,
      ...(token === undefined ? [] : [`  export CLIO_TOKEN=${token}`]),
      ...(dataset === undefined ? [] : [`  export CLIO_DATASET=${dataset}`]),
      '  clio dataset list',
      '',
      'Ctrl-C stops it.',
      '',
    ].join('\n'),
  );
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

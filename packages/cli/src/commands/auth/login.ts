import { findTokenPage, staticAuth } from '@clio/auth';
import { defaultServer, isClioError, toToken } from '@clio/core';
import { readEnvironment, saveToken, updateConfig } from '@clio/node';
import type { Context } from '../../context/Context.js';
import { isOnThisMachine } from '../../context/isOnThisMachine.js';
import { readText } from '../../context/streams.js';
import { CancelledError, CliError, UsageError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import type { CommandInput } from '../CommandInput.js';
import { usualPorts } from '../sandbox/usualPorts.js';
import { describeMissingTerms, describeRoles, describeUser, identify } from './identify.js';

export interface LoginOptions {
  /** The token comes from standard input. */
  readonly withToken: boolean;
  /** Whether the page may be opened in a browser. */
  readonly browser: boolean;
}

export function toOptions(input: CommandInput): LoginOptions {
  return { withToken: input.has('with-token'), browser: !input.off('browser') };
}

/** Takes a token, asks the server whether it is valid, and saves it for that server. */
export async function run(context: Context, options: LoginOptions): Promise<undefined> {
  if (!options.withToken && !context.canAsk)
    throw new UsageError('there is no terminal to paste a token into', {
      next: 'Pipe the token in: clio auth login --with-token < FILE',
    });
  const server = options.withToken ? (await context.server()).address : await askServer(context);
  const token = options.withToken
    ? await readToken(context)
    : await askToken(context, server, options);
  const client = await context.clientFor(
    server,
    staticAuth(token, {
      source: options.withToken ? 'standard input' : 'what you pasted',
      now: context.now,
      remedy,
    }),
  );
  const which = `the token ${options.withToken ? 'from standard input' : 'that you pasted'}`;
  const person = await identify(client, context.signal).catch((cause: unknown) => {
    if (isClioError(cause, 'token-expired'))
      throw new CliError(
        ExitCode.needsLogin,
        cause.message.replace(/^The token in use \(.+?\)/, which).replace(`. ${remedy}`, ''),
        { why: 'Nothing was saved.', next: remedy, cause },
      );
    if (!isClioError(cause, 'authentication')) throw cause;
    throw new CliError(
      ExitCode.needsLogin,
      `${server} refused ${which}; it is wrong, revoked, expired or of another server`,
      { why: 'Nothing was saved.', next: 'Copy a token once more, and try again.', cause },
    );
  });
  const saved = await saveToken(server, token, {
    env: context.env,
    email: person.email,
    now: context.now,
  });
  const { note } = context;
  await note(`Logged in to ${saved.server} as ${describeUser(person)}.`, 'green');
  await note(
    saved.expiresAt
      ? `The token expires at ${saved.expiresAt.toISOString()}. It is saved in ${saved.path}.`
      : `The token is saved in ${saved.path}. When it expires, it does not say.`,
  );
  const roles = describeRoles(person);
  await note(
    roles.length > 0 ? 'Your roles:' : 'You have a role in no dataset; public ones you can read.',
  );
  for (const line of roles) await note(`  ${line}`);
  const terms = describeMissingTerms(person);
  if (terms.length > 0)
    await note(`Terms of service that wait for you on ${await pageOf(context, server)}:`);
  for (const line of terms) await note(`  ${line}`);
  await tellNext(context, server);
}

const remedy = 'Get a new token, and try again.';
const pipe = 'Pipe it in: clio auth login --with-token < FILE';

async function readToken(context: Context): Promise<string> {
  if (context.streams.stdin.isTTY)
    throw new UsageError(
      '--with-token reads the token from standard input, which is a terminal here',
      {
        why: 'It would be shown while you type.',
        next: 'Run "clio auth login" to paste it unseen, or pipe it: clio auth login --with-token < FILE',
      },
    );
  const text = await readText(context.streams.stdin).catch((cause: unknown) => {
    if (context.signal.aborted || !(cause instanceof TypeError)) throw cause;
    throw new UsageError('standard input is no UTF-8 text', {
      next: `Save the token as UTF-8 text. ${pipe}`,
      cause,
    });
  });
  if (text.trim() === '')
    throw new UsageError('there is no token on standard input', { next: pipe });
  return toToken(text);
}

async function askServer(context: Context): Promise<string> {
  const { address, setting } = await context.server();
  if (setting.origin === 'flag' || setting.origin === 'environment') return address;
  const prompt = await context.prompt();
  const choice = await prompt.choose('Which server?', [
    {
      value: address,
      label: address,
      hint: setting.where === 'default' ? 'production' : setting.where,
    },
    ...(address === defaultServer
      ? []
      : [{ value: defaultServer as string, label: defaultServer, hint: 'production' }]),
    { value: 'sandbox', label: 'a sandbox on this machine', hint: 'clio sandbox start' },
    { value: 'other', label: 'another one' },
  ]);
  if (choice !== 'sandbox' && choice !== 'other') return choice;
  const usual = `http://127.0.0.1:${usualPorts.server}`;
  const placeholder = choice === 'sandbox' ? usual : 'https://…';
  const typed = (await prompt.text('Its address:', { placeholder })).trim();
  return typed === '' && choice === 'sandbox' ? usual : typed;
}

async function askToken(context: Context, server: string, options: LoginOptions): Promise<string> {
  await knock(context, server);
  const page = await pageOf(context, server);
  await context.warn(`Log in and copy your token on this page:\n  ${page}`);
  if (options.browser && (await context.openBrowser(page)))
    await context.note('It opens in your browser.');
  const prompt = await context.prompt();
  const pasted = await prompt.hidden('Paste the token (it is not shown):');
  if (pasted.trim() === '') throw new CancelledError('no token was pasted; nothing was saved');
  return toToken(pasted);
}

/** Nobody has to fetch a token for a server that cannot be asked about it. */
async function knock(context: Context, server: string): Promise<void> {
  const { signal } = context;
  const client = await context.clientFor(server, async () => ({ kind: 'none', source: 'nobody' }));
  try {
    const answer = await client.send({ method: 'GET', path: [], signal });
    await answer.body?.cancel();
  } catch (cause) {
    // Any answer will do.
    if (!isClioError(cause, 'network', 'timeout')) return signal.throwIfAborted();
    if (!isOnThisMachine(server)) throw cause;
    throw new CliError(ExitCode.unavailable, `no server answers at ${server}`, {
      next: 'Start a sandbox in another terminal (clio sandbox start), and give the address that it prints.',
      cause,
    });
  }
}

/** The page where the server gives out tokens. */
async function pageOf(context: Context, server: string): Promise<string> {
  return findTokenPage(server, { fetch: await context.fetch(), signal: context.signal });
}

async function tellNext(context: Context, server: string): Promise<void> {
  if (readEnvironment(context.env).token !== undefined)
    await context.note('Note that CLIO_TOKEN is set, and goes before the saved token.');
  const inForce = await serverWithoutFlag(context);
  if (inForce !== server) {
    const wanted =
      context.canAsk &&
      (await (await context.prompt()).confirm(`Use ${server} from now on, instead of ${inForce}?`));
    if (wanted) await updateConfig((config) => ({ ...config, server }), { env: context.env });
    else
      await context.note(
        `Other commands ask ${inForce}; say --server ${server}, or once and for all: clio config set server ${server}`,
      );
  }
  const { dataset } = await context.settings();
  if (dataset.value === undefined)
    await context.note(
      'Next: "clio dataset list" to see the datasets, "clio config set dataset ID" to choose one.',
    );
}

/** The server that the next command asks, when it is given no flag. */
async function serverWithoutFlag(context: Context): Promise<string> {
  const { resolveSettings } = await import('../../context/settings.js');
  const { server } = await resolveSettings({ env: context.env, cwd: context.cwd });
  return server.value ?? defaultServer;
}

import { findTokenPage } from '@clio/auth';
import { fetchDataset, isClioError, type Roles } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { isOnThisMachine } from '../../context/isOnThisMachine.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { reportError } from '../../errors/report.js';
import { describeMissingTerms, describeUser, identify } from '../auth/identify.js';
import { type Check, type Finding, failed, ok, skipped, warning } from './Check.js';

/** Clocks that differ by more than this make fresh tokens look expired, or the other way round. */
const allowedSkew = 60_000;
/** How long a server may take for its first sign of life, in milliseconds. */
const patience = 10_000;

/** Codes of a connection that failed over its encryption. */
const speaksNoTls = /^EPROTO$|^ERR_SSL_(WRONG_VERSION|PACKET_LENGTH)/;
const isUntrusted = /CERT|TLS|SSL|SELF_SIGNED|VERIFY/;

/** What is checked over the network. Each one that stands on another is skipped when that one failed. */
export function remoteChecks(context: Context): Check[] {
  let reached: Response | undefined;
  let unreached: unknown;
  let person: Roles | undefined;
  let dvid: string | undefined;
  let milliseconds = 0;
  return [
    {
      name: 'tls',
      run: async () => {
        const { address } = await context.server();
        const { protocol, host } = new URL(address);
        try {
          const start = context.now().getTime();
          reached = await knock(context, address);
          milliseconds = context.now().getTime() - start;
        } catch (error) {
          context.signal.throwIfAborted();
          unreached = error;
        }
        if (protocol === 'http:')
          return isOnThisMachine(address)
            ? ok('Not needed: the server is on this machine.')
            : warning(
                `The connection to ${host} is not encrypted: others on the way can read the token.`,
                'Use its address with https://, if it has one.',
              );
        const code = codeOf(unreached);
        if (speaksNoTls.test(code ?? ''))
          return failed(
            `What answers at ${host} does not speak TLS (${code}).`,
            'Check the address: it may begin with http://, or have another port.',
            ExitCode.unavailable,
          );
        if (isUntrusted.test(code ?? ''))
          return failed(
            `The certificate of ${host} is not trusted (${code}).`,
            'Check the address; where a proxy inspects traffic, or the server has an authority of its own, set NODE_EXTRA_CA_CERTS to the file of that authority.',
            ExitCode.unavailable,
          );
        return reached
          ? ok(`The certificate of ${host} is trusted.`)
          : skipped('No connection came about.');
      },
    },
    {
      name: 'server',
      run: async () => {
        const { address } = await context.server();
        if (reached?.status === 407) {
          reached = undefined;
          return failed(
            'A proxy is in the way, and wants a name and a password (407).',
            'Write them into its address: HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT.',
            ExitCode.unavailable,
          );
        }
        if (reached) return ok(`${address} answers, in ${milliseconds} ms.`);
        const code = codeOf(unreached) ?? '';
        if (speaksNoTls.test(code) || isUntrusted.test(code))
          return skipped('No connection came about.');
        throw unreached;
      },
    },
    {
      name: 'clock',
      run: async () => {
        const date = Date.parse(reached?.headers.get('date') ?? '');
        if (Number.isNaN(date)) return skipped('The server tells no time.');
        const skew = Math.abs(date - context.now().getTime());
        return skew > allowedSkew
          ? warning(
              `This machine's clock and the server's differ by ${Math.round(skew / 1000)} s.`,
              'Set the clock of this machine by the network.',
            )
          : ok("This machine's clock agrees with the server's.");
      },
    },
    {
      name: 'token',
      run: async () => {
        if (!reached) return skipped('The server cannot be asked.');
        const { origin } = await context.server();
        const credential = await (await context.auth())({ server: origin, signal: context.signal });
        person = await identify(await context.client(), context.signal);
        const until =
          credential.kind === 'bearer' && credential.expiresAt
            ? `; it expires at ${credential.expiresAt.toISOString()}`
            : '';
        return ok(
          `The server takes the token from ${credential.source}, as ${describeUser(person)}${until}.`,
        );
      },
    },
    {
      name: 'api',
      run: async () => {
        if (!person) return skipped('Who asks is not known.');
        return ok(
          'dsg_url' in person
            ? 'The server has a login service (DatasetGateway) behind it.'
            : 'The server is a legacy one, which gives out tokens itself.',
        );
      },
    },
    {
      name: 'dataset',
      run: async () => {
        if (!person) return skipped('Which datasets there are cannot be asked.');
        const { dataset } = await context.settings();
        if (dataset.value === undefined)
          return warning(
            'No dataset is chosen.',
            'Choose one: "clio dataset list", then "clio config set dataset ID".',
          );
        const { signal } = context;
        const found = await fetchDataset(await context.datasetClient(), { signal }).catch(
          (error: unknown) => {
            if (!isClioError(error, 'not-found')) throw error;
            return (error as Error).message;
          },
        );
        if (typeof found === 'string')
          return failed(
            found,
            'Choose one that the token can see: clio config set dataset ID.',
            ExitCode.validation,
          );
        if (typeof found.dvid === 'string' && found.dvid !== '') dvid = found.dvid;
        return ok(`Dataset ${found.id}${found.tag ? `, head ${found.tag}` : ''}.`);
      },
    },
    {
      name: 'roles',
      run: async () => {
        const { dataset } = await context.settings();
        if (!person || dataset.value === undefined) return skipped('No dataset to have roles in.');
        const names = [...person.global_roles, ...(person.datasets[dataset.value] ?? [])];
        const roles =
          names.length > 0
            ? `Your roles in ${dataset.value}: ${names.join(', ')}.`
            : `You have no role in ${dataset.value}.`;
        const terms = describeMissingTerms(person);
        if (terms.length > 0) {
          const { address } = await context.server();
          const { signal } = context;
          const page = await findTokenPage(address, { fetch: await context.fetch(), signal });
          return warning(
            `${roles} Terms of service wait to be accepted: ${terms.join('; ')}.`,
            `Accept them on ${page}.`,
          );
        }
        return names.length > 0
          ? ok(roles)
          : warning(roles, 'A public dataset can be read all the same; to write, ask for access.');
      },
    },
    {
      name: 'dvid',
      run: async () => {
        if (dvid === undefined) return skipped('No address of a DVID is known.');
        try {
          await knock(context, dvid);
        } catch (error) {
          context.signal.throwIfAborted();
          return warning(
            `DVID does not answer: ${(error as Error).message}`,
            'Most commands need only the server. For the others, check whether its network can be reached from here.',
          );
        }
        return ok('DVID answers.');
      },
    },
  ];
}

/** Any answer at all, without a credential. */
async function knock(context: Context, address: string): Promise<Response> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(patience)]);
  const fetch = await context.fetch();
  const response = await fetch(address, { redirect: 'manual', signal });
  await response.body?.cancel();
  return response;
}

/** What a check that threw has found. */
export function findingOf(error: unknown): Finding {
  if (isClioError(error)) {
    // What to do is the last of the lines that a command would print.
    const { lines, exitCode } = reportError(error);
    return lines.length > 1
      ? failed(lines.slice(0, -1).join(' '), lines.at(-1)!, exitCode)
      : failed(error.message, 'Correct what it names, and run "clio doctor" again.', exitCode);
  }
  const code = codeOf(error);
  const { message } = ((error as Error).cause ?? error) as Error;
  return failed(
    `It does not answer (${code ?? message.replace(/\.$/, '')}).`,
    adviceFor(code, message),
    ExitCode.unavailable,
  );
}

function codeOf(error: unknown): string | undefined {
  const { code } = ((error as Error | undefined)?.cause ?? error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function adviceFor(code: string | undefined, message: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'Its name cannot be resolved: check the address (clio config list --show-origin) and the network.';
  if (code === undefined && /\bproxy\b|_PROXY/.test(message))
    return 'Check the address of the proxy (HTTPS_PROXY, HTTP_PROXY), the name and the password in it, and NO_PROXY for what needs none.';
  return 'Check the address (clio config list --show-origin), the network, and the proxy (HTTPS_PROXY, NO_PROXY).';
}

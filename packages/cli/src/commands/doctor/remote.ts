import { fetchDataset, isClioError, type Roles } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { exitCodeOf, reportError } from '../../errors/report.js';
import { describeMissingTerms, describeUser, identify } from '../auth/identify.js';
import { type Check, type Finding, failed, ok, skipped, warning } from './Check.js';

/** Clocks that differ by more than this make fresh tokens look expired, or the other way round. */
const allowedSkew = 60_000;
/** How long a server may take for its first sign of life, in milliseconds. */
const patience = 10_000;

/** What is checked over the network. Each one that stands on another is skipped when that one failed. */
export function remoteChecks(context: Context): Check[] {
  let reached: Response | undefined;
  let person: Roles | undefined;
  let dvid: string | undefined;
  return [
    {
      name: 'server',
      run: async () => {
        const { address } = await context.server();
        const start = context.now().getTime();
        reached = await knock(context, address);
        return ok(`${address} answers, in ${context.now().getTime() - start} ms.`);
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
        const found = await fetchDataset(await context.datasetClient(), { signal: context.signal });
        if (typeof found.dvid === 'string' && found.dvid !== '') dvid = found.dvid;
        return ok(`Dataset ${found.id}${found.tag ? `, head ${found.tag}` : ''}.`);
      },
    },
    {
      name: 'roles',
      run: async () => {
        const { dataset } = await context.settings();
        if (!person || dataset.value === undefined) return skipped('No dataset to have roles in.');
        const terms = describeMissingTerms(person);
        if (terms.length > 0)
          return warning(
            `Terms of service wait to be accepted: ${terms.join('; ')}.`,
            'Accept them on the page of the login service.',
          );
        const names = [...person.global_roles, ...(person.datasets[dataset.value] ?? [])];
        return names.length > 0
          ? ok(`Your roles in ${dataset.value}: ${names.join(', ')}.`)
          : warning(
              `You have no role in ${dataset.value}.`,
              'A public dataset can be read all the same; to write, ask for access.',
            );
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
  if (isClioError(error) && exitCodeOf(error) === ExitCode.needsLogin) {
    // What to do about a token is another thing in a shell than in a program.
    const { lines, exitCode } = reportError(error);
    return failed(lines.slice(0, -1).join(' '), lines.at(-1)!, exitCode);
  }
  if (isClioError(error)) {
    const { remedy } = error as { remedy?: string };
    const message = remedy ? error.message.replace(remedy, '').trim() : error.message;
    return failed(message, remedy ?? 'See the message.', exitCodeOf(error));
  }
  const { code } = ((error as Error).cause ?? error) as { code?: string };
  return failed(
    `It does not answer (${code ?? (error as Error).message}).`,
    adviceFor(code),
    ExitCode.unavailable,
  );
}

function adviceFor(code: string | undefined): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'Its name cannot be resolved: check the address (clio config list --show-origin) and the network.';
  if (code !== undefined && /CERT|TLS|SSL|SELF_SIGNED|VERIFY/.test(code))
    return 'Its certificate is not trusted: where a proxy inspects traffic, set NODE_EXTRA_CA_CERTS to the file of its authority.';
  return 'Check the address (clio config list --show-origin), the network, and the proxy (HTTPS_PROXY, NO_PROXY).';
}

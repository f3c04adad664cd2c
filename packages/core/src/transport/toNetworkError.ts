import { NetworkError, TimeoutError } from '../errors/NetworkError.js';
import type { RequestFacts } from './facts.js';

/** The error for a request that got no usable answer. */
export function toNetworkError(
  cause: unknown,
  request: RequestFacts,
  options: { uncertain: boolean; started?: boolean },
): NetworkError {
  const { host } = new URL(request.url);
  const message = `${request.method} ${request.url}: ${reason(cause, host, options.started === true)}${outcome(options.uncertain)}`;
  return new NetworkError(message, request, { cause });
}

/** The error for a request whose answer did not come in time. */
export function toTimeoutError(
  cause: unknown,
  request: RequestFacts,
  options: { milliseconds: number; uncertain: boolean },
): TimeoutError {
  const message = `${request.method} ${request.url}: no whole answer within ${options.milliseconds / 1000} s.${
    options.uncertain ? outcome(true) : ' Try again, ask for less at once, or allow more time.'
  }`;
  return new TimeoutError(message, request, { cause });
}

function outcome(uncertain: boolean): string {
  return uncertain ? ' What was sent may still have taken effect: read it back first.' : '';
}

/** Node says why by a code, in a cause or a cause's cause; a browser never says why. */
function reason(cause: unknown, host: string, started: boolean): string {
  const code = findCode(cause);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name of ${host} cannot be resolved. Check the server address and the network.`;
    case 'ECONNREFUSED':
      return `nothing answers at ${host}. Check the server address, and whether the server runs.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `${host} cannot be reached. Check the network.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `the connection to ${host} broke before the whole answer had come. Try again.`;
    default:
      break;
  }
  if (code === 'EPROTO' || /^ERR_SSL_(WRONG_VERSION|PACKET_LENGTH)/.test(code ?? ''))
    return `what answers at ${host} does not speak TLS. Check the server address: it may begin with http://, or have another port.`;
  if (code?.startsWith('HPE_'))
    return `what answers at ${host} does not speak HTTP as it should (${code}). Check the server address and its port.`;
  if (code !== undefined && /CERT|TLS|SSL|SELF_SIGNED|VERIFY/.test(code)) {
    return `the certificate of ${host} is not trusted (${code}). Check the server address; where its authority is one of your own network, trust that (in Node: NODE_EXTRA_CA_CERTS).`;
  }
  if (started)
    return `the connection to ${host} broke before the whole answer had come. Try again.`;
  const said = cause instanceof Error ? causeOf(cause) : undefined;
  if (said !== undefined)
    return `no answer came from ${host}: ${said}. Check the server address and the network, and try again.`;
  return `no answer that can be read came from ${host}. It cannot be reached, or it failed inside, which a browser does not tell from that. Check the server address and the network, and try again.`;
}

/** What the layer below says, in one line. A browser has none. */
function causeOf({ cause }: { cause?: unknown }): string | undefined {
  if (!(cause instanceof Error) || cause.message === '') return undefined;
  return cause.message.replace(/\s+/g, ' ').replace(/\.$/, '');
}

function findCode(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  return (
    findCode(cause, depth + 1) ??
    (Array.isArray(errors) ? findCode(errors[0], depth + 1) : undefined)
  );
}

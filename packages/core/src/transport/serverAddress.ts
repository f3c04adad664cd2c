import { InputError } from '../errors/InputError.js';

/**
 * A server's address in the form that a client keeps: `https://clio.example.org`, or with a path such
 * as `https://example.org/api`, never with a slash at the end.
 *
 * @throws InputError when it is no http or https address, or holds a user name, a query or a fragment.
 */
export function toServerAddress(server: string): string {
  const text = server.trim();
  if (text === '') throw new InputError('The server address is empty.');
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new InputError(
      `The server address ${JSON.stringify(text)} is not a URL.${advice(text)}`,
      {
        cause,
      },
    );
  }
  // `localhost:8080` parses, with a scheme of `localhost:`.
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InputError(
      `The server address ${JSON.stringify(text)} is neither http nor https.${advice(text)}`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(
      'The server address holds a user name or password. Leave them out, and give a token as auth.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InputError(
      `The server address of ${url.host} holds a query or a fragment. Leave out what follows "?" or "#".`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (/\/v2$/.test(path)) {
    throw new InputError(
      `The server address ${JSON.stringify(text)} ends in /v2, which is part of each operation. Leave it out.`,
    );
  }
  return url.origin + path;
}

/** The usual slip is a host name without a scheme. */
function advice(text: string): string {
  if (!/^[\w.-]+(:\d+)?(\/|$)/.test(text))
    return ' An address looks like https://clio.example.org.';
  return ` Did you mean ${isPrivateHost(text.replace(/[:/].*$/, '')) ? 'http' : 'https'}://${text}?`;
}

/**
 * Whether a host is this machine or on a private network: loopback and private addresses, names
 * without a dot, and names below `.localhost`, `.local`, `.lan`, `.internal`, `.home.arpa` and `.test`.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (name.includes(':')) return /^(::1|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(name);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    return /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      name,
    );
  }
  return !name.includes('.') || /\.(localhost|local|lan|internal|home\.arpa|test)$/.test(name);
}

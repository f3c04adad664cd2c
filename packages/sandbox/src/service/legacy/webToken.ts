/** The claims of a web token. */
export type Claims = Readonly<Record<string, unknown>>;

/** Signs the tokens of a sandbox; it keeps nothing that needs to be kept secret. */
const secret = 'clio-sandbox';

/**
 * A signed web token (JWT, HS256), as the server made them before DatasetGateway.
 *
 * @example
 * ```ts
 * const token = await signToken({ email: 'ann@example.org', exp: 1_800_000_000 });
 * ```
 */
export async function signToken(claims: Claims): Promise<string> {
  const signed = `${encodePart({ alg: 'HS256', typ: 'JWT' })}.${encodePart(claims)}`;
  const bytes = new TextEncoder().encode(signed);
  const signature = await globalThis.crypto.subtle.sign('HMAC', await key('sign'), bytes);
  return `${signed}.${encodeBytes(new Uint8Array(signature))}`;
}

/**
 * A token of Google's as a sandbox takes it: a web token that is not signed.
 *
 * @example
 * ```ts
 * const token = unsignedToken({ email: 'ann@example.org', exp: 1_800_000_000 });
 * ```
 */
export function unsignedToken(claims: Claims): string {
  return `${encodePart({ alg: 'none', typ: 'JWT' })}.${encodePart(claims)}.`;
}

/** The claims of a token that {@link signToken} made and that has not expired. */
export async function verifySigned(token: string, now: number): Promise<Claims | undefined> {
  const parts = split(token, 'HS256');
  const signature = parts && decodeBytes(parts.signature);
  if (!parts || !signature) return undefined;
  const good = await globalThis.crypto.subtle.verify(
    'HMAC',
    await key('verify'),
    signature,
    new TextEncoder().encode(parts.signed),
  );
  return good && isCurrent(parts.claims, now) ? parts.claims : undefined;
}

/** The claims of a token that {@link unsignedToken} made and that has not expired. */
export function readUnsigned(token: string, now: number): Claims | undefined {
  const parts = split(token, 'none');
  if (parts?.signature !== '') return undefined;
  return isCurrent(parts.claims, now) ? parts.claims : undefined;
}

function isCurrent(claims: Claims, now: number): boolean {
  return typeof claims.exp === 'number' && claims.exp > now && typeof claims.email === 'string';
}

function split(token: string, algorithm: string) {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  const [header, claims] = [decodePart(head), decodePart(body)];
  if (more.length > 0 || header?.alg !== algorithm || !claims) return undefined;
  return { claims, signature, signed: `${head}.${body}` };
}

function key(use: 'sign' | 'verify'): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return globalThis.crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    algorithm,
    false,
    [use],
  );
}

function encodePart(value: Claims): string {
  return encodeBytes(new TextEncoder().encode(JSON.stringify(value)));
}

function decodePart(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(decodeBytes(part)));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}

function encodeBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function decodeBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** What can be told of a token by looking at it. */
export interface TokenDescription {
  /**
   * `opaque`: 64 hexadecimal digits, the keys of today's servers. `jwt`: a JSON Web Token, as older
   * servers and Google issue them. `unknown`: anything else; it may be good all the same.
   */
  readonly kind: 'opaque' | 'jwt' | 'unknown';
  /** When it runs out, where it says so. Opaque keys do not say. */
  readonly expiresAt?: Date | undefined;
  /** Whose it claims to be. */
  readonly email?: string | undefined;
  /** Who claims to have issued it: `flyem-clio-store`, `https://accounts.google.com`. */
  readonly issuer?: string | undefined;
}

/**
 * Tells the kind of a token, and what a JSON Web Token says about itself. Nothing is verified: the
 * server alone decides whether a token is good, so use this to inform people, not to let them in.
 *
 * @example
 * ```ts
 * import { describeToken } from '@clio/auth';
 *
 * describeToken('0123456789abcdef'.repeat(4)); // { kind: 'opaque' }
 * ```
 */
export function describeToken(token: string): TokenDescription {
  if (/^[0-9a-f]{64}$/i.test(token)) return { kind: 'opaque' };
  const parts = token.split('.');
  if (parts.length !== 3 || !decodeObject(parts[0])) return { kind: 'unknown' };
  const claims = decodeObject(parts[1]);
  if (!claims) return { kind: 'unknown' };
  const { exp, email, iss } = claims;
  const expiresAt = typeof exp === 'number' ? new Date(exp * 1000) : undefined;
  return {
    kind: 'jwt',
    ...(expiresAt && !Number.isNaN(expiresAt.getTime()) && { expiresAt }),
    ...(typeof email === 'string' && { email }),
    ...(typeof iss === 'string' && { issuer: iss }),
  };
}

/** One part of a JSON Web Token: a JSON object in base64url; undefined for anything else. */
function decodeObject(part: string | undefined): Record<string, unknown> | undefined {
  if (!part || !/^[\w-]+=*$/.test(part)) return undefined;
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(bytes, (each) => each.charCodeAt(0)),
    );
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

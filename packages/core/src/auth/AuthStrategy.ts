/** What proves who is asking, as data, so that it can be shown (without the token) and tested. */
export type Credential = BearerCredential | CookieCredential | NoCredential;

/** A token that goes out as `Authorization: Bearer`. */
export interface BearerCredential {
  readonly kind: 'bearer';
  readonly token: string;
  /** Where it came from, in words for a person: `environment variable CLIO_TOKEN`. */
  readonly source: string;
  /** When it runs out, where that is known. */
  readonly expiresAt?: Date | undefined;
  /** Whose it is, where that is known. */
  readonly email?: string | undefined;
}

/** The browser's own cookie of the server's site: requests go out with `credentials: "include"`. */
export interface CookieCredential {
  readonly kind: 'cookie';
  readonly source: string;
}

/** Deliberately no credential. */
export interface NoCredential {
  readonly kind: 'none';
  readonly source: string;
}

/** What a strategy is asked with. */
export interface AuthRequest {
  /** Origin of the server that the credential is for, such as `https://clio.example.org`. */
  readonly server: string;
  /** The credential that the server has just refused: give a newer one, or the same if there is none. */
  readonly rejected?: Credential | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A way of getting a credential: one async function. It throws `CredentialUnavailableError` when it
 * has nothing, and any other error when it has something that cannot be used.
 *
 * @example
 * ```ts
 * const fromPage: AuthStrategy = async () => ({
 *   kind: 'bearer',
 *   token: document.querySelector('input')?.value ?? '',
 *   source: 'the page',
 * });
 * const client = createClient({ auth: fromPage });
 * ```
 */
export type AuthStrategy = (request: AuthRequest) => Promise<Credential>;

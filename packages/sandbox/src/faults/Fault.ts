/**
 * A failure to be had on purpose. The first fault in the list that fits a request applies to it.
 *
 * | `fault` | what happens |
 * | --- | --- |
 * | `status` | an answer with `status` (500), `headers` and `body` in place of the true one |
 * | `delay` | waits `ms` before the request takes effect, then answers truly |
 * | `truncate` | the true answer, whose body ends properly but too early: after `afterBytes`, or one byte short |
 * | `cut` | the connection ends without an answer, or in its body after `afterBytes` |
 * | `hang` | no answer ever comes |
 * | `redirect` | an answer with `status` (307) to `headers.location` (the same address again) |
 *
 * `{{clio}}`, `{{dvid}}` and `{{dsg}}` in `headers` and `body` stand for the addresses of the sandbox.
 */
export interface Fault {
  /** Which server; both when left out. */
  readonly target?: 'clio' | 'dvid' | undefined;
  /** HTTP method; any when left out. */
  readonly method?: string | undefined;
  /**
   * A glob on the path without the query: `*` stops at a slash, `**` does not. It is tried on the
   * path as sent and on the decoded one. Any path when left out.
   */
  readonly path?: string | undefined;
  readonly fault: 'status' | 'delay' | 'truncate' | 'cut' | 'hang' | 'redirect';
  /** Status of the answer, for `status` and `redirect`. */
  readonly status?: number | undefined;
  /** Headers of the answer, for `status` and `redirect`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Body of the answer, for `status` and `redirect`: text, or any other JSON value, sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds to wait, for `delay`. */
  readonly ms?: number | undefined;
  /** Bytes of the body that still come, before compression, for `truncate` and `cut`. */
  readonly afterBytes?: number | undefined;
  /**
   * Whether the request has taken effect, for `cut`, `status`, `hang` and `redirect`. Left out it
   * has not, but for a cut with `afterBytes`, which is in the true answer.
   */
  readonly effect?: boolean | undefined;
  /** How many times it applies; every time when left out. */
  readonly count?: number | undefined;
  /** How many fitting requests it lets pass first. */
  readonly skip?: number | undefined;
  /** Chance, 0 to 1, that it applies to a fitting request; one that it spares uses up no `count`. */
  readonly probability?: number | undefined;
  /** Makes `probability` fall the same way each time. */
  readonly seed?: number | undefined;
  /**
   * Applies to the requests that clio-store itself sends to DVID, and to no others. Left out, a
   * fault meets only what clients send.
   */
  readonly upstream?: boolean | undefined;
}

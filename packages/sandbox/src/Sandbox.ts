import type { SandboxClock } from './control/clock.js';
import type { RecordedRequest } from './control/requestLog.js';
import type { FaultList } from './faults/faultList.js';
import type { Wait } from './faults/withFaults.js';
import type { ListenOptions } from './http/listen.js';
import type { StateDocument } from './state/StateDocument.js';

/** What a sandbox starts from, and how it differs from the servers of today. */
export interface SandboxOptions {
  /**
   * The state to start from: a document, or its JSON text. Left out, a sandbox is empty: no
   * users, no datasets, no repositories.
   */
  readonly state?: StateDocument | string | undefined;
  /**
   * Starts from the sample: some thousand real neurons with versions, users and groups around
   * them. Not beside `state`. Default false.
   */
  readonly sample?: boolean | undefined;
  /** The time that provenance, expiry and caches go by; a fixed one stands still. Default: now. */
  readonly now?: (() => Date) | Date | string | undefined;
  /** Whether DVID's head remembers ids of deleted bodies in some lists, as the real one does. Default true. */
  readonly ghosts?: boolean | undefined;
  /**
   * Whether roles are enforced on body annotations too, which the server of today does not do.
   * Default false.
   */
  readonly enforceRoles?: boolean | undefined;
  /**
   * The deployment before the identity service of today: a Google token (here an unsigned JWT) is
   * accepted, and exchanged for a signed one that expires. Default false.
   */
  readonly legacy?: boolean | undefined;
  /** Seconds that a token of the legacy deployment lasts. Default 1,814,400 (three weeks). */
  readonly tokenLifetime?: number | undefined;
  /** Whether web pages may use the control interface. Default false. */
  readonly allowOrigin?: boolean | undefined;
  /** Source of new tokens and ids, of orders that the servers leave open, and of faults by chance. Default: true randomness. */
  readonly random?: (() => number) | undefined;
  /** How the fault `delay` waits. Default: with a timer. */
  readonly wait?: Wait | undefined;
}

/** A local clio-store with the DVID and the identity service that it stands on. */
export interface Sandbox {
  /**
   * Answers a request to one of the addresses below, in process. Use it as the `fetch` of a client.
   * Any other address is refused as unreachable.
   */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Serves over HTTP, on two free ports of this machine unless told otherwise; from then on the
   * addresses are those of the ports, and `fetch` answers at these and the former ones. Needs Node.
   *
   * @throws SandboxError when a port cannot be had, when it listens already, or for a host that
   * others can reach without `allowPublic`
   */
  listen(options?: ListenOptions): Promise<SandboxAddresses>;
  /** Address of clio-store (and of the control interface), without a slash at the end. */
  readonly server: string;
  /** Address of DVID. */
  readonly dvid: string;
  /** Address of the identity service, as login and profile name it; it shares the origin of `server`. */
  readonly dsg: string;
  /**
   * The token of each user, by alias. Those of the legacy deployment are signed web tokens, and there
   * once `ready` has resolved.
   */
  readonly tokens: Readonly<Record<string, string>>;
  /**
   * Resolves when the start is over. There is no need to wait for it: everything else here does so
   * itself, but for the tokens of the legacy deployment.
   */
  readonly ready: Promise<void>;
  /** What the sandbox holds now, as plain data. A record with an integer beyond 2^53 is a string of JSON. */
  state(): Promise<StateDocument>;
  /** The same as JSON text, to be saved in a file. */
  stateText(): Promise<string>;
  /**
   * Puts another state in place of the present one; `reset` still goes back to that of the start.
   *
   * @throws SandboxError with the JSON pointer of what is wrong; then nothing has changed
   */
  setState(state: StateDocument | string): Promise<void>;
  /** Goes back to the state and the time of the start, without faults and recorded requests. */
  reset(): Promise<void>;
  readonly faults: FaultList;
  /** The latest requests to arrive (10,000 at most), oldest first, without credentials. */
  readonly requests: readonly RecordedRequest[];
  readonly clock: SandboxClock;
  /** Closes the ports, and with them every connection. */
  close(): Promise<void>;
}

/** Where a sandbox can be reached. */
export interface SandboxAddresses {
  readonly server: string;
  readonly dvid: string;
  readonly dsg: string;
}

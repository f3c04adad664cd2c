import { bodiesExist } from '../../dvid/bodiesExist.js';
import { createDvidClient } from '../../dvid/createDvidClient.js';
import { type DvidClient, segmentationPath } from '../../dvid/DvidClient.js';
import { fetchBranchVersions } from '../../dvid/fetchBranchVersions.js';
import { fetchJsonSchema } from '../../dvid/fetchJsonSchema.js';
import { fetchLockState } from '../../dvid/fetchLockState.js';
import type { BodyId } from '../../integers/BodyId.js';
import type { BodySizes } from '../PlanOptions.js';

/**
 * DVID, asked directly and without a credential for what only it knows. Nothing here throws for lack
 * of an answer: DVID stands behind a firewall more often than not, and a plan does without.
 */
export interface DvidSource {
  readonly client: DvidClient;
  /** Milliseconds for one question. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** Has left a question without an answer for so long: no other one is asked. */
  silent: boolean;
}

/** A source at the address that a dataset names. */
export function createDvidSource(
  address: string,
  fetch: typeof globalThis.fetch,
  { timeout, signal }: Pick<DvidSource, 'timeout' | 'signal'>,
): DvidSource | undefined {
  try {
    return {
      client: createDvidClient({ server: address, fetch, timeout, retry: 0 }),
      timeout,
      signal,
      silent: false,
    };
  } catch {
    // What the document names is no address.
    return undefined;
  }
}

/** Bodies that are asked for one by one; more would not be answered in time. */
const oneByOne = 1000;

/** Whether a version is locked; undefined when DVID does not say. */
export function askLocked(source: DvidSource, uuid: string): Promise<boolean | undefined> {
  return quietly(source, (signal) => fetchLockState(source.client, uuid, { signal }));
}

/**
 * The version at the end of a branch such as `9bc01e:master`: a branch moves on, and a run must stay
 * at one version. Undefined when the name is no branch or DVID does not say.
 */
export async function askLeaf(source: DvidSource, uuid: string): Promise<string | undefined> {
  const [, prefix, branch] = /^([^:~]+):([^:~]*)$/.exec(uuid) ?? [];
  if (prefix === undefined) return undefined;
  const versions = await quietly(source, (signal) =>
    fetchBranchVersions(source.client, prefix, branch || 'master', { signal }),
  );
  return versions?.[0];
}

/** The JSON schema that DVID checks every write against; undefined when there is none or DVID does not say. */
export function askSchema(source: DvidSource, uuid: string): Promise<unknown> {
  return quietly(source, (signal) => fetchJsonSchema(source.client, uuid, { signal }));
}

/** What is known of the existence of bodies. */
export interface Existence {
  /** Bodies that are known to exist. */
  readonly present: ReadonlySet<BodyId>;
  /** Bodies that are known not to exist. */
  readonly absent: ReadonlySet<BodyId>;
}

/** Which bodies exist in the segmentation; undefined when no labelmap answers for all of them in time. */
export async function askExistence(
  source: DvidSource,
  uuid: string,
  bodyids: readonly BodyId[],
  bodySizes?: BodySizes,
): Promise<Existence | undefined> {
  if (bodyids.length === 0 || (!bodySizes && bodyids.length > oneByOne)) return undefined;
  // One limit for the whole question, however many requests it takes.
  const found = await quietly(source, async (signal) => {
    if (!bodySizes) return bodiesExist(source.client, uuid, bodyids, { atOnce: 16, signal });
    const path = segmentationPath(uuid, undefined, 'sizes').map(encodeURIComponent).join('/');
    const sizes = await bodySizes({ url: `${source.client.dvid}/${path}`, bodyids, signal });
    if (sizes.length !== bodyids.length) return undefined;
    return new Map(bodyids.map((bodyid, index) => [bodyid, sizes[index] !== 0]));
  });
  if (!found) return undefined;
  return {
    present: new Set(bodyids.filter((bodyid) => found.get(bodyid) === true)),
    absent: new Set(bodyids.filter((bodyid) => found.get(bodyid) === false)),
  };
}

/** An answer, or undefined when there is none in time. */
async function quietly<T>(
  source: DvidSource,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const { timeout, signal } = source;
  if (source.silent) return undefined;
  const deadline = AbortSignal.timeout(timeout);
  let answered = false;
  const ended = new Promise<undefined>((resolve) => {
    const giveUp = () => {
      source.silent ||= !answered;
      resolve(undefined);
    };
    deadline.addEventListener('abort', giveUp, { once: true });
  });
  const asked = ask(signal ? AbortSignal.any([signal, deadline]) : deadline)
    .catch(() => undefined)
    .finally(() => {
      answered = true;
    });
  // Given up in time even where something on the way does not heed the signal.
  const answer = await Promise.race([asked, ended]);
  signal?.throwIfAborted();
  return answer;
}

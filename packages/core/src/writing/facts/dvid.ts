import type { BodyId } from '../../integers/BodyId.js';
import { parseExactly } from '../../integers/parseJson.js';
import type { BodySizes } from '../PlanOptions.js';

/**
 * What DVID itself says, asked directly and without a credential. Nothing here ever throws for lack of
 * an answer: DVID stands behind a firewall more often than not, and a plan does without.
 */
export interface DvidSource {
  /** Address of DVID, without a trailing slash. */
  readonly address: string;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds for one question. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/** The name under which the server keeps body annotations in DVID. */
const annotations = 'segmentation_annotations';
/** The labelmap that the annotations belong to, by the same convention. */
const labelmap = 'segmentation';
/** Bodies that are asked for one by one; more would not be answered in time. */
const oneByOne = 1000;
const lanes = 16;

/** Whether a version is locked; undefined when DVID does not say. */
export async function askLocked(source: DvidSource, uuid: string): Promise<boolean | undefined> {
  const status = await askJson(source, ['node', uuid, 'status']);
  const locked = (status as { Locked?: unknown } | undefined)?.Locked;
  return typeof locked === 'boolean' ? locked : undefined;
}

/**
 * The version at the end of a branch such as `9bc01e:master`: a branch moves on, and a run must stay
 * at one version. Undefined when the name is no branch or DVID does not say.
 */
export async function askLeaf(source: DvidSource, uuid: string): Promise<string | undefined> {
  const [, prefix, branch] = /^([^:~]+):([^:~]*)$/.exec(uuid) ?? [];
  if (prefix === undefined) return undefined;
  const path = ['repo', prefix, 'branch-versions', branch || 'master'];
  const versions = await askJson(source, path);
  const leaf: unknown = Array.isArray(versions) ? versions[0] : undefined;
  return typeof leaf === 'string' ? leaf : undefined;
}

/** The JSON schema that DVID checks every write against; `null` when there is none, undefined when DVID does not say. */
export async function askSchema(source: DvidSource, uuid: string): Promise<unknown> {
  const response = await ask(source, ['node', uuid, annotations, 'json_schema']);
  if (response === undefined) return undefined;
  if (response.status === 404) return null;
  return response.status === 200 ? json(response.text) : undefined;
}

/** What is known of the existence of bodies. */
export interface Existence {
  /** Bodies that are known to exist. */
  readonly present: ReadonlySet<BodyId>;
  /** Bodies that are known not to exist. */
  readonly absent: ReadonlySet<BodyId>;
  /** Whether every body was answered for. */
  readonly complete: boolean;
}

/** Which bodies exist in the segmentation; undefined when there is no labelmap that can be reached. */
export async function askExistence(
  source: DvidSource,
  uuid: string,
  bodyids: readonly BodyId[],
  bodySizes?: BodySizes,
): Promise<Existence | undefined> {
  if (bodyids.length === 0) return undefined;
  // One limit for the whole question, however many requests it takes.
  const deadline = withDeadline(source);
  try {
    const bounded = { ...source, signal: deadline.signal };
    const info = await askJson(bounded, ['node', uuid, labelmap, 'info']);
    const type = (info as { Base?: { TypeName?: unknown } } | undefined)?.Base?.TypeName;
    if (type !== 'labelmap') return undefined;
    if (bodySizes) {
      const url = addressOf(source, ['node', uuid, labelmap, 'sizes']);
      const sizes = await bodySizes({ url, bodyids, signal: deadline.signal });
      if (sizes.length !== bodyids.length) return undefined;
      return {
        present: new Set(bodyids.filter((_, index) => (sizes[index] ?? 0) > 0)),
        absent: new Set(bodyids.filter((_, index) => sizes[index] === 0)),
        complete: true,
      };
    }
    return await askOneByOne(bounded, uuid, bodyids);
  } catch {
    return undefined;
  } finally {
    deadline.clear();
  }
}

async function askOneByOne(
  source: DvidSource,
  uuid: string,
  bodyids: readonly BodyId[],
): Promise<Existence> {
  const present = new Set<BodyId>();
  const absent = new Set<BodyId>();
  const pending = bodyids.slice(0, oneByOne).values();
  const lane = async () => {
    for (const bodyid of pending) {
      if (source.signal?.aborted) return;
      const response = await ask(source, ['node', uuid, labelmap, 'size', String(bodyid)]);
      if (response?.status === 200) present.add(bodyid);
      else if (response?.status === 404) absent.add(bodyid);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { present, absent, complete: present.size + absent.size === bodyids.length };
}

function addressOf(source: DvidSource, path: readonly string[]): string {
  return `${source.address}/api/${path.map(encodeURIComponent).join('/')}`;
}

async function askJson(source: DvidSource, path: readonly string[]): Promise<unknown> {
  const response = await ask(source, path);
  return response?.status === 200 ? json(response.text) : undefined;
}

async function ask(
  source: DvidSource,
  path: readonly string[],
): Promise<{ status: number; text: string } | undefined> {
  const deadline = withDeadline(source);
  try {
    const asked = source
      .fetch(addressOf(source, path), {
        signal: deadline.signal,
        credentials: 'omit',
        redirect: 'error',
      })
      .then(async (response) => ({ status: response.status, text: await response.text() }));
    // Given up in time even where the fetch in use does not heed its signal.
    return await Promise.race([asked, deadline.passed]);
  } catch {
    return undefined;
  } finally {
    deadline.clear();
  }
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Resolves when the signal ends. */
  readonly passed: Promise<undefined>;
  clear(): void;
}

/** A signal that ends with the caller's own or after the time that DVID has. */
function withDeadline({ timeout, signal }: DvidSource): Deadline {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const passed = new Promise<undefined>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const timer = setTimeout(abort, timeout);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    passed,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

function json(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

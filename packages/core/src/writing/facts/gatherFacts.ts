import type { DatasetClient } from '../../client/Client.js';
import type { Dataset } from '../../datasets/Dataset.js';
import { fetchDataset } from '../../datasets/fetchDataset.js';
import { fetchRoles } from '../../roles/fetchRoles.js';
import type { Roles } from '../../roles/Roles.js';
import { fetchHead } from '../../versions/fetchHead.js';
import { fetchVersions } from '../../versions/fetchVersions.js';
import { resolveVersion } from '../../versions/resolveVersion.js';
import { sameVersion } from '../../versions/sameVersion.js';
import type { Notice, PlanTarget } from '../Plan.js';
import type { Problem } from '../Problem.js';
import { askLeaf, askLocked, createDvidSource, type DvidSource } from './dvid.js';

/** What is known before the first record is read. */
export interface RunFacts {
  readonly target: PlanTarget;
  /** Where `own` and a version were asked for: the uuid of that version. */
  readonly asked?: string | undefined;
  readonly dataset: Dataset;
  /** Email of the caller. */
  readonly user: string;
  readonly dvid: DvidSource | undefined;
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
}

/** Settings of {@link gatherFacts}. */
export interface FactOptions {
  readonly version?: string | undefined;
  /** Aims at the dataset's own version, which deletes go to, whatever version is asked for. */
  readonly own?: boolean | undefined;
  readonly ignoreRole?: boolean | undefined;
  readonly dvid?: typeof globalThis.fetch | false | undefined;
  readonly dvidTimeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Asks, in parallel, who writes, to which version, and whether it is open. */
export async function gatherFacts(
  client: DatasetClient,
  options: FactOptions = {},
): Promise<RunFacts> {
  const { version, own = false, signal } = options;
  const [dataset, roles, named] = await Promise.all([
    fetchDataset(client, { signal }),
    fetchRoles(client, { signal }),
    version === undefined
      ? fetchHead(client, { signal })
      : resolveVersion(client, version, { signal }),
  ]);
  const datasetUuid = dataset.uuid ?? '';
  const wanted =
    own && datasetUuid !== '' && datasetUuid !== named.uuid && !sameVersion(datasetUuid, named.uuid)
      ? { uuid: datasetUuid, ...(dataset.tag ? { tag: dataset.tag } : {}) }
      : named;
  const notices: Notice[] = [];
  const problems: Problem[] = [];
  const dvid = dvidSource(client, dataset, options);

  let { uuid } = wanted;
  if (uuid.includes(':')) {
    const leaf = dvid && (await askLeaf(dvid, uuid));
    if (leaf !== undefined) uuid = leaf;
    else {
      notices.push({
        kind: 'unchecked',
        message: `the version is named by the branch ${uuid}, and DVID could not be asked where the branch stands; should it move on, the run moves with it`,
      });
    }
  }
  const target: PlanTarget = {
    uuid,
    ...(wanted.tag === undefined ? {} : { tag: wanted.tag }),
    ...(version === undefined || own ? {} : { asked: version }),
  };
  if (
    version === undefined &&
    datasetUuid !== '' &&
    datasetUuid !== wanted.uuid &&
    !sameVersion(datasetUuid, uuid)
  ) {
    notices.push({
      kind: 'target',
      message: `the head ${versionName(target)} is written to; reads without a version still show ${datasetUuid}`,
    });
  }

  const locked = dvid && (await askLocked(dvid, uuid));
  if (locked === true) {
    problems.push({
      rule: 'locked',
      refuses: true,
      reason: `version ${versionName(target)} is locked; ${await openVersions(client, dvid, signal)}`,
    });
  } else if (locked === undefined) {
    notices.push({
      kind: 'unchecked',
      message: 'whether the version is open was not checked: DVID cannot be reached from here',
    });
  }
  judgeRole(client.dataset, dataset, roles, options.ignoreRole === true, notices, problems);
  return {
    target,
    ...(own && version !== undefined ? { asked: named.uuid } : {}),
    dataset,
    user: roles.email,
    dvid,
    notices,
    problems,
  };
}

/** Where DVID is asked, if it is. */
export function dvidSource(
  client: DatasetClient,
  dataset: Dataset,
  options: Pick<FactOptions, 'dvid' | 'dvidTimeout' | 'signal'>,
): DvidSource | undefined {
  const address = dataset.dvid?.replace(/\/+$/, '');
  if (options.dvid === false || !address) return undefined;
  const fetch = options.dvid ?? client.fetch ?? globalThis.fetch;
  if (!fetch) return undefined;
  const { dvidTimeout = 2000, signal } = options;
  return createDvidSource(address, (input, init) => fetch(input, init), {
    timeout: dvidTimeout,
    signal,
  });
}

/** A version as a person knows it. */
export function versionName({ tag, uuid }: PlanTarget): string {
  return tag === undefined ? uuid : `${tag} (${uuid})`;
}

async function openVersions(
  client: DatasetClient,
  dvid: DvidSource,
  signal: AbortSignal | undefined,
): Promise<string> {
  const versions = await fetchVersions(client, { signal });
  const locks = await Promise.all(versions.map(({ uuid }) => askLocked(dvid, uuid)));
  const open = versions.filter((_, index) => locks[index] === false);
  if (open.length === 0) return 'no version that has a name is open';
  return `open ${open.length === 1 ? 'is' : 'are'}: ${open.map(versionName).join(', ')}; name one as the version`;
}

/**
 * The server itself lets every user write body annotations; whoever administrates a dataset says by
 * roles who should.
 */
function judgeRole(
  id: string,
  dataset: Dataset,
  { email, datasets, global_roles }: Roles,
  ignored: boolean,
  notices: Notice[],
  problems: Problem[],
): void {
  const roles = Object.hasOwn(datasets, id) ? (datasets[id] ?? []) : [];
  if (roles.includes('clio_write') || global_roles.includes('clio_write')) return;
  const words = `${email} may not write annotations of ${id} (role clio_write)`;
  // Somebody with other roles is known to the dataset's administrators, and was not given this one.
  const denied =
    !global_roles.includes('admin') &&
    !roles.includes('dataset_admin') &&
    Object.keys(datasets).length > 0;
  if (denied && !ignored) {
    problems.push({
      rule: 'role',
      refuses: true,
      reason: `${words}; ask whoever administrates ${dataset.title ?? id}`,
    });
    return;
  }
  notices.push({ kind: 'role', message: `${words}, as far as roles say; the server decides` });
}

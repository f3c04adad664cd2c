import * as z from 'zod/mini';
import { readJson } from '../transport/readJson.js';
import type { DvidClient, DvidOptions } from './DvidClient.js';

/** A version in the history of a repository. */
export interface DvidVersion {
  readonly uuid: string;
  /** Name of its branch; `master` is the first. */
  readonly branch: string;
  /** Whether it is committed: a locked version never changes. */
  readonly locked: boolean;
  readonly note: string;
  readonly log: readonly string[];
  /** Uuids of the versions that it came from, and of those that came from it. */
  readonly parents: readonly string[];
  readonly children: readonly string[];
  /** When it was made, and last changed (RFC 3339). */
  readonly created: string;
  readonly updated: string;
}

/** The history of a repository, and what it holds. */
export interface VersionGraph {
  /** Uuid of the first version. */
  readonly root: string;
  readonly alias: string;
  readonly description: string;
  /** Data instance to its type: `segmentation_annotations` → `neuronjson`. */
  readonly instances: Readonly<Record<string, string>>;
  /** All versions, oldest first. */
  readonly versions: readonly DvidVersion[];
}

const node = z.looseObject({
  UUID: z.string(),
  VersionID: z.int(),
  Branch: z.string(),
  Locked: z.boolean(),
  Note: z.string(),
  Log: z.nullable(z.array(z.string())),
  Parents: z.nullable(z.array(z.int())),
  Children: z.nullable(z.array(z.int())),
  Created: z.string(),
  Updated: z.string(),
});
const repository = z.looseObject({
  Root: z.string(),
  Alias: z.string(),
  Description: z.string(),
  DataInstances: z.record(
    z.string(),
    z.looseObject({ Base: z.looseObject({ TypeName: z.string() }) }),
  ),
  DAG: z.looseObject({ Nodes: z.record(z.string(), node) }),
});

/**
 * The versions of the repository that a version belongs to, with their branches, notes and locks.
 *
 * @throws InvalidRequestError for an unknown version.
 *
 * @example
 * ```ts
 * const { versions } = await fetchVersionGraph(client, ':master');
 * const open = versions.filter(({ locked }) => !locked);
 * ```
 */
export async function fetchVersionGraph(
  client: DvidClient,
  version: string,
  { signal }: DvidOptions = {},
): Promise<VersionGraph> {
  const path = ['api', 'repo', version, 'info'];
  const found = await readJson(await client.send({ method: 'GET', path, signal }), repository);
  const nodes = Object.values(found.DAG.Nodes).sort((a, b) => a.VersionID - b.VersionID);
  // Numbers of this server only; the uuid is the name.
  const uuids = new Map(nodes.map(({ VersionID, UUID }) => [VersionID, UUID]));
  const named = (numbers: readonly number[] | null) =>
    (numbers ?? []).flatMap((number) => uuids.get(number) ?? []);
  return {
    root: found.Root,
    alias: found.Alias,
    description: found.Description,
    instances: Object.fromEntries(
      Object.entries(found.DataInstances).map(([name, { Base }]) => [name, Base.TypeName]),
    ),
    versions: nodes.map((each) => ({
      uuid: each.UUID,
      branch: each.Branch === '' ? 'master' : each.Branch,
      locked: each.Locked,
      note: each.Note,
      log: each.Log ?? [],
      parents: named(each.Parents),
      children: named(each.Children),
      created: each.Created,
      updated: each.Updated,
    })),
  };
}

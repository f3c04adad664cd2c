import type { Version } from '../Server.js';

/** A slab of one 64-cube at the origin: a label from one z to another. */
export interface Slab {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** A merge of bodies into one. */
export interface Merge {
  readonly into: string;
  readonly others: readonly string[];
  readonly mutation: number;
  readonly user: string;
  readonly app: string;
  readonly time: string;
}

/** A body in a version. */
export interface Body {
  /** Voxels by supervoxel. */
  readonly supervoxels: Map<string, number>;
  /** The merge that last changed it. */
  merge: Merge | undefined;
}

/** Bodies and supervoxels as a version sees them. */
export interface LabelView {
  readonly bodies: ReadonlyMap<string, Body>;
  /** The version that last wrote or deleted the index of a body. */
  readonly indexedIn: ReadonlyMap<string, Version>;
  /** Bodies of supervoxels that were merged. */
  readonly mapping: ReadonlyMap<string, string>;
  /** Supervoxels by z. */
  readonly layers: readonly string[];
  /** Largest label, if there is any. */
  readonly largest: bigint | undefined;
}

const cubeSize = 64;
/** Layers that are looked at, at most. */
const highest = 1_000_000;
/** Voxels of a layer of the cube. */
const layerSize = cubeSize * cubeSize;

/**
 * The label of each layer, from the bottom; of slabs that overlap the first counts. Slabs above the
 * cube are bodies like the others, of which no point can be asked: a state may name any number.
 */
function stack(slabs: readonly Slab[]): string[] {
  let depth = cubeSize;
  for (const { to } of slabs) depth = Math.max(depth, Math.min(to, highest));
  const layers = new Array<string>(depth).fill('0');
  for (const { label, from, to } of [...slabs].reverse()) layers.fill(label, from, to);
  return layers;
}

/** A segmentation, as a table of slabs and merges. */
export class LabelmapData {
  readonly typename = 'labelmap';
  readonly slabs = new Map<Version, readonly Slab[]>();
  readonly merges = new Map<Version, Merge[]>();
  readonly #views = new Map<Version, LabelView>();

  addMerge(version: Version, merge: Merge): void {
    const merges = this.merges.get(version) ?? [];
    merges.push(merge);
    this.merges.set(version, merges);
    this.#views.clear();
  }

  setSlabs(version: Version, slabs: readonly Slab[]): void {
    this.slabs.set(version, slabs);
    this.#views.clear();
  }

  view(version: Version): LabelView {
    let view = this.#views.get(version);
    if (view === undefined) {
      view = this.#look(version);
      this.#views.set(version, view);
    }
    return view;
  }

  #look(version: Version): LabelView {
    const path: Version[] = [];
    for (let at: Version | undefined = version; at !== undefined; at = at.parents[0])
      path.unshift(at);
    const bodies = new Map<string, Body>();
    const indexedIn = new Map<string, Version>();
    const mapping = new Map<string, string>();
    let layers: string[] = [];
    let largest: bigint | undefined;
    for (const at of path) {
      const slabs = this.slabs.get(at);
      if (slabs !== undefined) {
        const stacked = stack(slabs);
        layers = stacked.slice(0, cubeSize);
        bodies.clear();
        for (const supervoxel of stacked) {
          if (supervoxel === '0') continue;
          const label = mapping.get(supervoxel) ?? supervoxel;
          const body = bodies.get(label) ?? {
            supervoxels: new Map<string, number>(),
            merge: undefined,
          };
          body.supervoxels.set(supervoxel, (body.supervoxels.get(supervoxel) ?? 0) + layerSize);
          bodies.set(label, body);
          indexedIn.set(label, at);
          if (largest === undefined || BigInt(supervoxel) > largest) largest = BigInt(supervoxel);
        }
      }
      for (const merge of this.merges.get(at) ?? []) {
        const target = bodies.get(merge.into);
        if (target === undefined) continue;
        const joined: Body = { supervoxels: new Map(target.supervoxels), merge };
        for (const other of merge.others) {
          for (const [supervoxel, count] of bodies.get(other)?.supervoxels ?? []) {
            joined.supervoxels.set(supervoxel, count);
            mapping.set(supervoxel, merge.into);
          }
          bodies.delete(other);
          indexedIn.set(other, at);
        }
        bodies.set(merge.into, joined);
        indexedIn.set(merge.into, at);
      }
    }
    return { bodies, indexedIn, mapping, layers, largest };
  }
}

/** Voxels of a body. */
export function voxelsOf(body: Body | undefined): number {
  return [...(body?.supervoxels.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

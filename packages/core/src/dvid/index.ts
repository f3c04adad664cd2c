export { type BodiesExistOptions, bodiesExist } from './bodiesExist.js';
export { bodyExists } from './bodyExists.js';
export { createDvidClient, type DvidClientOptions } from './createDvidClient.js';
export type {
  DvidClient,
  DvidInstanceOptions,
  DvidOptions,
  DvidSegmentationOptions,
} from './DvidClient.js';
export { fetchBranchHeads } from './fetchBranchHeads.js';
export { fetchBranchVersions } from './fetchBranchVersions.js';
export { fetchDvidAnnotations } from './fetchDvidAnnotations.js';
export { fetchFieldCounts } from './fetchFieldCounts.js';
export { fetchJsonSchema } from './fetchJsonSchema.js';
export { type FetchLabelOptions, fetchLabel } from './fetchLabel.js';
export { fetchLockState } from './fetchLockState.js';
export { fetchNote } from './fetchNote.js';
export { type DvidVersion, fetchVersionGraph, type VersionGraph } from './fetchVersionGraph.js';
export { type DvidRecordOptions, streamDvidAnnotations } from './streamDvidAnnotations.js';

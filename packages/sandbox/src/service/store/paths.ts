import type { CollectionPath } from './DocumentStore.js';

/** Where the server keeps what. */
export const datasetsPath: CollectionPath = ['clio_datasets'];
export const atlasPath: CollectionPath = ['clio_annotations', 'ATLAS', 'annotations'];
export const searchesPath: CollectionPath = ['clio_savedsearches', 'USER', 'searches'];
export const siteReportsPath: CollectionPath = ['clio_site_reports'];
export const volumesPath: CollectionPath = ['clio_volumes'];
export const pullRequestsPath: CollectionPath = ['clio_pull_requests'];

export function pointsPath(dataset: string, email: string): CollectionPath {
  return ['clio_annotations_v2', dataset, email];
}

export function keyValuePath(email: string, scope: string): CollectionPath {
  return ['clio_keyvalue', email, scope];
}

export function pullRequestPath(email: string, scope: string): CollectionPath {
  return [...pullRequestsPath, email, scope];
}

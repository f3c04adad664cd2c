/** An operation that the server mounts, and what stands for it here. */
export interface MountedOperation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path with `*` for each value in it. */
  readonly path: string;
  /** The public function, in a file of its name. */
  readonly function?: string;
  /** Folder of the file below `src`. */
  readonly folder?: string;
  /** Public entry: `.` or `./points`. */
  readonly entry?: string;
  /** Why there is none. */
  readonly none?: string;
}

const neurons = '/v2/json-annotations/*/neurons';

/**
 * All operations that the server mounts, trailing-slash twins, PUT twins of POST, and the deprecated
 * second mount at /test left out.
 */
export const mountedOperations: readonly MountedOperation[] = [
  at('GET', `${neurons}/fields`, 'fetchFields', 'annotations'),
  at('GET', `${neurons}/versions`, 'fetchTags', 'versions'),
  at('GET', `${neurons}/head_tag`, 'fetchHead', 'versions'),
  at('GET', `${neurons}/head_uuid`, 'fetchHead', 'versions'),
  at('GET', `${neurons}/tag_to_uuid/*`, 'fetchUuid', 'versions'),
  at('GET', `${neurons}/uuid_to_tag/*`, 'fetchTag', 'versions'),
  at('GET', `${neurons}/all`, 'streamAnnotations', 'annotations'),
  at('GET', `${neurons}/id-number/*`, 'fetchAnnotationsById', 'annotations'),
  at('DELETE', `${neurons}/id-number/*`, 'deleteAnnotation', 'annotations'),
  at('POST', `${neurons}/query`, 'streamAnnotations', 'annotations'),
  at('POST', neurons, 'setAnnotations', 'writing'),
  area('GET', '/v2/annotations/*', 'fetchPoints', 'points'),
  area('POST', '/v2/annotations/*', 'setPoint', 'points'),
  area('DELETE', '/v2/annotations/*/*', 'deletePoint', 'points'),
  area('GET', '/v2/atlas/all', 'fetchAtlasPoints', 'atlas'),
  area('GET', '/v2/atlas/*', 'fetchOwnAtlasPoints', 'atlas'),
  area('POST', '/v2/atlas/*', 'setAtlasPoint', 'atlas'),
  area('DELETE', '/v2/atlas/*', 'deleteAtlasPoint', 'atlas'),
  at('GET', '/v2/datasets', 'fetchDatasets', 'datasets'),
  at('GET', '/v2/datasets/*', 'fetchDataset', 'datasets'),
  at('POST', '/v2/datasets', 'setDatasets', 'datasets'),
  at('DELETE', '/v2/datasets', 'deleteDatasets', 'datasets'),
  area('GET', '/v2/kv/*/*', 'fetchValue', 'kv'),
  area('GET', '/v2/kv/*', 'fetchValues', 'kv'),
  area('POST', '/v2/kv/*/*', 'setValue', 'kv'),
  area('DELETE', '/v2/kv/*/*', 'deleteValue', 'kv'),
  area('GET', '/v2/savedsearches/*', 'fetchSearches', 'searches'),
  area('POST', '/v2/savedsearches/*', 'addSearch', 'searches'),
  area('DELETE', '/v2/savedsearches/*', 'deleteSearches', 'searches'),
  area('POST', '/v2/neuprint/*', 'queryNeuprint', 'neuprint'),
  area('POST', '/v2/pull-request', 'createPullRequest', 'pulls'),
  area('GET', '/v2/pull-request', 'fetchPullRequests', 'pulls'),
  at('GET', '/v2/roles', 'fetchRoles', 'roles'),
  without('GET', '/v2/users', 'moved to the login service: it answers 501 to everybody'),
  without('POST', '/v2/users', 'moved to the login service: it answers 501 to everybody'),
  without('DELETE', '/v2/users', 'moved to the login service: it answers 501 to everybody'),
  at('POST', '/v2/server/token', 'createToken', 'tokens'),
  at('POST', '/v2/server/refresh-caches', 'refreshCaches', 'server'),
  area('POST', '/v2/site-reports', 'setSiteReport', 'reports'),
  area('GET', '/v2/signatures/atlocation/*', 'fetchSignature', 'signatures'),
  area('GET', '/v2/signatures/likelocation/*', 'fetchSimilarPlaces', 'signatures'),
  without('POST', '/v2/transfer/', 'cannot succeed: it asks for a role that nobody is given'),
  area('GET', '/v2/volumes', 'fetchVolumes', 'volumes'),
  area('GET', '/v2/volumes/*', 'fetchVolume', 'volumes'),
  area('POST', '/v2/volumes', 'setVolumes', 'volumes'),
  area('DELETE', '/v2/volumes', 'deleteVolumes', 'volumes'),
  area('GET', '/v2/volumes/proxy/*/*', 'createVolumeUrl', 'volumes'),
  at('GET', '/login', 'createLoginUrl', 'server'),
  at('GET', '/profile', 'fetchProfile', 'roles'),
  at('GET', '/logout', 'createLogoutUrl', 'server'),
  without('POST', '/logout', 'the same as GET, which a browser can open'),
];

function at(
  method: MountedOperation['method'],
  path: string,
  name: string,
  folder: string,
): MountedOperation {
  return { method, path, function: name, folder, entry: '.' };
}

function area(
  method: MountedOperation['method'],
  path: string,
  name: string,
  folder: string,
): MountedOperation {
  return { method, path, function: name, folder, entry: `./${folder}` };
}

function without(method: MountedOperation['method'], path: string, none: string): MountedOperation {
  return { method, path, none };
}

import type { Mount } from '../http/mount.js';
import { head, tagToUuid, uuidToTag, versions } from './metadata.js';
import { query } from './query.js';
import { all, byId, fields } from './reads.js';
import { remove, write } from './writes.js';

/** Body annotations. */
export const bodyRoutes: readonly Mount[] = [
  ['GET', '/{dataset}/neurons/fields', fields],
  ['GET', '/{dataset}/neurons/versions', versions],
  ['GET', '/{dataset}/neurons/head_tag', head('head_tag')],
  ['GET', '/{dataset}/neurons/head_uuid', head('head_uuid')],
  ['GET', '/{dataset}/neurons/tag_to_uuid/{tag}', tagToUuid],
  ['GET', '/{dataset}/neurons/uuid_to_tag/{uuid}', uuidToTag],
  ['GET', '/{dataset}/neurons/all', all],
  ['GET', '/{dataset}/neurons/id-number/{id}', byId],
  ['DELETE', '/{dataset}/neurons/id-number/{id}', remove],
  ['POST', '/{dataset}/neurons/query', query],
  ['POST', '/{dataset}/neurons', write],
  ['PUT', '/{dataset}/neurons', write],
];

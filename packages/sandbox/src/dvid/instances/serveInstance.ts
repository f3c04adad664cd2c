import { goQuote } from '../../json/goQuote.js';
import { badRequest, type Call, Refusal } from '../http/Call.js';
import { serveKeyvalue } from '../keyvalue/serveKeyvalue.js';
import { serveLabelmap } from '../labelmap/serveLabelmap.js';
import { viewOf } from '../neuronjson/NeuronjsonData.js';
import { serveNeuronjson } from '../neuronjson/serveNeuronjson.js';
import type { Version } from '../Server.js';

/** Hands a request to an instance, unless it would change a locked version. */
export function serveInstance(call: Call, version: Version, name: string, endpoint: string): void {
  const instance = version.repo.instances.get(name);
  if (instance === undefined) return badRequest(call, 'invalid data instance name');
  if (endpoint === 'blobstore') {
    throw new Refusal('the sandbox has no blobstore');
  }
  const { data } = instance;
  const changes =
    ['post', 'put', 'delete'].includes(call.method) &&
    !(data.typename === 'neuronjson' && endpoint === 'query' && call.method === 'post');
  if (instance.versioned && version.locked && changes && !call.admin) {
    const verb = call.request.method;
    return badRequest(
      call,
      `Cannot do ${verb} on endpoint ${goQuote(endpoint)} of locked node ${version.uuid}`,
    );
  }
  // Data without versions is that of the root.
  const at = instance.versioned ? version : version.repo.root;
  switch (data.typename) {
    case 'neuronjson':
      return serveNeuronjson(call, viewOf(instance, data, at));
    case 'keyvalue':
      return serveKeyvalue(call, instance, data, at);
    default:
      return serveLabelmap(call, instance, data, at);
  }
}

import { goQuote } from '../../json/goQuote.js';
import { BadRequest, type Call, Refusal } from '../http/Call.js';
import { serveKeyvalue } from '../keyvalue/serveKeyvalue.js';
import { serveLabelmap } from '../labelmap/serveLabelmap.js';
import { viewOf } from '../neuronjson/NeuronjsonData.js';
import { serveNeuronjson } from '../neuronjson/serveNeuronjson.js';
import type { Version } from '../Server.js';

/** Hands a request to an instance, unless it would change a locked version. */
export function serveInstance(call: Call, version: Version, name: string, endpoint: string): void {
  const instance = version.repo.instances.get(name);
  if (instance === undefined) throw new BadRequest('invalid data instance name');
  if (endpoint === 'blobstore') {
    throw new Refusal('the sandbox has no blobstore');
  }
  const { data } = instance;
  const changes =
    ['post', 'put', 'delete'].includes(call.method) &&
    !(data.typename === 'neuronjson' && endpoint === 'query' && call.method === 'post');
  if (instance.versioned && version.locked && changes && !call.admin) {
    const verb = call.request.method;
    throw new BadRequest(
      `Cannot do ${verb} on endpoint ${goQuote(endpoint)} of locked node ${version.uuid}`,
    );
  }
  // Data without versions is that of the root.
  const at = instance.versioned ? version : version.repo.root;
  switch (data.typename) {
    case 'neuronjson':
      serveNeuronjson(call, viewOf(instance, data, at));
      return;
    case 'keyvalue':
      serveKeyvalue(call, instance, data, at);
      return;
    default:
      serveLabelmap(call, instance, data, at);
      return;
  }
}

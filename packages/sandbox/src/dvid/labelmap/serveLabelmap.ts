import { goQuote } from '../../json/goQuote.js';
import { kindOf } from '../../json/goRaw.js';
import { BadRequest, type Call, Refusal } from '../http/Call.js';
import { badApiCall } from '../instances/badApiCall.js';
import { readConfig, showConfig } from '../instances/Config.js';
import { answerInfo, answerTags } from '../instances/instanceEndpoints.js';
import { prefixed } from '../repo/repoActions.js';
import type { Instance, Version } from '../Server.js';
import * as endpoints from './endpoints.js';
import type { LabelmapData, LabelView } from './LabelmapData.js';

/** A labelmap in a version. */
export interface LabelContext {
  readonly instance: Instance;
  readonly data: LabelmapData;
  readonly version: Version;
  readonly view: LabelView;
}

type Endpoint = (call: Call, context: LabelContext) => void;

const handlers: Readonly<Record<string, Endpoint>> = {
  help: (call) => {
    call.reply.header('content-type', 'text/plain').write('labelmap: see /api/help/labelmap\n\n');
  },
  info: (call, { instance, version }) => {
    if (call.method === 'post') changeInfo(call, instance);
    else answerInfo(call, instance, version);
  },
  tags: (call, { instance }) => answerTags(call, instance),
  size: endpoints.answerSize,
  sizes: endpoints.answerSizes,
  'sparsevol-size': endpoints.answerSparsevolSize,
  sparsevol: endpoints.answerSparsevol,
  supervoxels: endpoints.answerSupervoxels,
  'supervoxel-sizes': endpoints.answerSupervoxelSizes,
  lastmod: endpoints.answerLastmod,
  'index-version': endpoints.answerIndexVersion,
  label: endpoints.answerLabel,
  labels: endpoints.answerLabels,
  mapping: endpoints.answerMapping,
  maxlabel: endpoints.answerMaxlabel,
  nextlabel: endpoints.answerNextlabel,
  'existing-labels': endpoints.answerExistingLabels,
  listlabels: endpoints.answerListlabels,
  merge: endpoints.answerMerge,
};

/** Settings that a POST would change. */
const settings = [
  'background',
  'blocksize',
  'checksum',
  'compression',
  'gridstore',
  'maxdownreslevel',
  'maxpoint',
  'minpoint',
  'voxelsize',
  'voxelunits',
];

/** Takes in settings and says which; of those that mean something none is changed here. */
function changeInfo(call: Call, instance: Instance): void {
  const config = prefixed('Malformed JSON request in body: ', () => readConfig(call.request.body));
  const changed = settings.find((name) => config.has(name));
  if (changed !== undefined) throw new Refusal(`it changes no ${changed} of a labelmap`);
  if ([...config.values()].some((raw) => kindOf(raw) !== 'string')) {
    throw new Refusal('it takes in texts alone as settings of a labelmap');
  }
  call.reply.write(
    `Changed '${instance.name}' based on received configuration:\n${showConfig(config)}\n`,
  );
}

/** Endpoints of the real server that a table of labels cannot answer. */
const unknown = new Set([
  'metadata',
  'extents',
  'resolution',
  'map-stats',
  'specificblocks',
  'sync',
  'supervoxel-splits',
  'blocks',
  'ingest-supervoxels',
  'pseudocolor',
  'raw',
  'isotropic',
  'sparsevol-by-point',
  'sparsevol-coarse',
  'sparsevols-coarse',
  'fvdb',
  'set-nextlabel',
  'split-supervoxel',
  'cleave',
  'split',
  'renumber',
  'proximity',
  'index',
  'indices',
  'indices-compressed',
  'mappings',
  'history',
  'mutations',
  'mutations-range',
]);

/** Endpoints that need an index of labels. */
const indexed = new Set([
  'sparsevol',
  'sparsevol-by-point',
  'sparsevol-coarse',
  'maxlabel',
  'nextlabel',
  'split-supervoxel',
  'cleave',
  'merge',
  'fvdb',
]);

/** Answers a request to a labelmap. */
export function serveLabelmap(
  call: Call,
  instance: Instance,
  data: LabelmapData,
  version: Version,
): void {
  const endpoint = call.parts[3];
  if (endpoint === undefined) throw new BadRequest('Incomplete API request');
  if (
    indexed.has(endpoint) &&
    /^"(?:false|0)"$/i.test(instance.config.get('indexedlabels') ?? '')
  ) {
    throw new BadRequest(
      `data ${goQuote(instance.name)} is not label indexed (IndexedLabels=false): ${goQuote(endpoint)} endpoint is not supported`,
    );
  }
  const handler = Object.hasOwn(handlers, endpoint) ? handlers[endpoint] : undefined;
  if (handler !== undefined) {
    handler(call, { instance, data, version, view: data.view(version) });
    return;
  }
  if (unknown.has(endpoint)) {
    throw new Refusal(
      `of a labelmap it holds a table of labels only, and cannot answer ${goQuote(endpoint)}`,
    );
  }
  badApiCall(call, instance);
}

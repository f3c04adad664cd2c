import { parseInt64 } from '../../json/goNumbers.js';
import { goQuote } from '../../json/goQuote.js';
import { formatTime } from '../formatTime.js';
import { BadRequest, Refusal } from '../http/Call.js';
import type { InstanceData } from '../InstanceData.js';
import { KeyvalueData } from '../keyvalue/KeyvalueData.js';
import { LabelmapData } from '../labelmap/LabelmapData.js';
import { NeuronjsonData } from '../neuronjson/NeuronjsonData.js';
import type { Instance, Server, Version } from '../Server.js';
import { newUuid } from '../versions/newUuid.js';
import { type Config, configText, configVersioned, showConfig } from './Config.js';
import { dataTypes } from './dataTypes.js';
import { readSerialization } from './readSerialization.js';

const reserved = new Set(['log', 'branch', 'note', 'commit', 'newversion']);

/**
 * Makes an instance of data, which is there in every version of the repo.
 *
 * @throws BadRequest
 */
export function addInstance(
  server: Server,
  version: Version,
  typename: string,
  name: string,
  config: Config,
): Instance {
  const { repo } = version;
  const data = makeData(server, typename);
  if (repo.instances.has(name)) {
    throw new BadRequest(
      `Data named ${goQuote(name)} already exists in repo (root ${repo.root.uuid})`,
    );
  }
  if (reserved.has(name)) throw new BadRequest(`cannot use reserved name ${goQuote(name)}`);
  if (typename === 'labelmap') checkLabelSettings(config);
  const instance: Instance = {
    name,
    typename: data.typename,
    config,
    serialization: readSerialization(config, typename === 'labelmap' ? 'gzip' : 'lz4'),
    versioned: configVersioned(config),
    madeOn: version.uuid,
    dataUuid: newUuid(server.random),
    tags: readTags(configText(config, 'tags', 'Tags')),
    given: undefined,
    data,
  };
  repo.instances.set(name, instance);
  const now = server.now();
  repo.updated = now;
  const message = `New data instance ${goQuote(name)} of type ${goQuote(typename)} with config ${showConfig(config)}`;
  repo.log.push({ text: `${formatTime(now)}  ${message}`, ofInstance: true });
  return instance;
}

function makeData(server: Server, typename: string): InstanceData {
  switch (typename) {
    case 'neuronjson':
      return new NeuronjsonData(server.ghosts);
    case 'keyvalue':
      return new KeyvalueData();
    case 'labelmap':
      return new LabelmapData();
    default:
      if (dataTypes.has(typename)) throw new Refusal(`the sandbox has no data of type ${typename}`);
      throw new BadRequest(
        `Data type ${goQuote(typename)} is not supported by current DVID server`,
      );
  }
}

/** Settings of a labelmap that must be numbers. */
function checkLabelSettings(config: Config): void {
  const check = (error: { readonly value: string } | { readonly error: string }): void => {
    if ('error' in error) throw new BadRequest(error.error);
  };
  const blockSize = configText(config, 'blocksize', 'BlockSize')?.split(',');
  if (blockSize?.length === 1) {
    throw new BadRequest(`cannot convert '${blockSize[0]}' into a Point.`);
  }
  for (const size of blockSize ?? []) {
    check(parseInt64(size));
    if (Number(size) % 16 !== 0) throw new BadRequest('BlockSize must be multiples of 16');
  }
  for (const size of configText(config, 'voxelsize', 'VoxelSize')?.split(',') ?? []) {
    if (size.trim() !== '' && Number.isFinite(Number(size))) continue;
    throw new BadRequest(`strconv.ParseFloat: parsing ${goQuote(size)}: invalid syntax`);
  }
  const level = configText(config, 'maxdownreslevel', 'MaxDownresLevel');
  if (level !== undefined && !/^[+-]?\d+$/.test(level)) {
    throw new BadRequest(`strconv.Atoi: parsing ${goQuote(level)}: invalid syntax`);
  }
  const indexed = configText(config, 'indexedlabels', 'IndexedLabels');
  if (indexed !== undefined && !/^(?:true|false|0|1)$/i.test(indexed)) {
    throw new BadRequest(
      `Cannot parse '${indexed}' as a boolean.  Use 'true', 'false', '0', or '1'.`,
    );
  }
}

/** Tags from `a=b,c=d`; what is no such pair is passed over. */
function readTags(text: string | undefined): Map<string, string> | undefined {
  if (text === undefined) return undefined;
  const tags = new Map<string, string>();
  for (const pair of text.split(',')) {
    const [name, value, ...more] = pair.split('=');
    if (name && value !== undefined && more.length === 0) tags.set(name, value);
  }
  return tags;
}

import { kindOf, unquoteJson } from '../../json/goRaw.js';
import { quoteJson } from '../../json/goString.js';
import { compareText } from '../../json/goText.js';
import type { Config } from '../instances/Config.js';
import type { Version } from '../Server.js';
import type { LabelmapData } from './LabelmapData.js';

/** What the server says of a labelmap beside what it says of any instance, as JSON members. */
export function labelmapInfo(data: LabelmapData, config: Config, version: Version): string {
  const setting = (name: string, otherwise: string): string => {
    const raw = config.get(name);
    return raw !== undefined && kindOf(raw) === 'string' ? unquoteJson(raw) : otherwise;
  };
  const numbers = (name: string, otherwise: string): string =>
    `[${setting(name, otherwise)
      .split(',')
      .map((text) => String(Number(text)))
      .join(',')}]`;
  const units = setting('voxelunits', 'nanometers,nanometers,nanometers').split(',').map(quoteJson);
  const filled = data.view(version).layers.some((label) => label !== '0');
  // A version has a largest label of its own once something was written to it.
  const largest = version.repo.versions.flatMap((at) => {
    if (!data.slabs.has(at) && !data.merges.has(at)) return [];
    const label = data.view(at).largest;
    return label === undefined ? [] : [[String(at.id), label] as const];
  });
  const labels = largest
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, label]) => `"${id}":${label}`);
  const most =
    largest
      .map(([, label]) => label)
      .sort((a, b) => (a < b ? -1 : 1))
      .at(-1) ?? 0n;
  const bounds = filled
    ? '"MinPoint":[0,0,0],"MaxPoint":[63,63,63]'
    : '"MinPoint":null,"MaxPoint":null';
  const indices = filled
    ? '"MinIndex":[0,0,0],"MaxIndex":[0,0,0]'
    : '"MinIndex":null,"MaxIndex":null';
  const indexed = !/^(?:false|0)$/i.test(setting('indexedlabels', 'true'));
  return `"Extended":{${[
    '"Values":[{"DataType":"uint64","Label":"labelmap"}],"Interpolable":false',
    `"BlockSize":${numbers('blocksize', '64,64,64')},"VoxelSize":${numbers('voxelsize', '8,8,8')}`,
    `"VoxelUnits":[${units.join(',')}],${bounds},${indices}`,
    `"Background":${Number(setting('background', '0'))},"GridStore":"","ScaleLevel":0`,
    `"MaxLabel":{${labels.join(',')}},"MaxRepoLabel":${most},"NextLabel":0`,
    `"IndexedLabels":${indexed},"MaxDownresLevel":${Number(setting('maxdownreslevel', '0'))}`,
  ].join(',')}},"Extents":{${bounds}}`;
}

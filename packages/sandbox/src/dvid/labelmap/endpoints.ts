import { readBody } from '../../json/goBody.js';
import { isUint64, parseInt64, parseUint } from '../../json/goNumbers.js';
import { goQuote } from '../../json/goQuote.js';
import { kindOf, rawElements } from '../../json/goRaw.js';
import { decodeText } from '../../json/goText.js';
import { formatTime } from '../formatTime.js';
import { BadRequest, badRequest, type Call, Panic, parameter, Refusal } from '../http/Call.js';
import { type Body, voxelsOf } from './LabelmapData.js';
import type { LabelContext } from './serveLabelmap.js';
import { supervoxelAt } from './supervoxelAt.js';
import { takeMutation } from './takeMutation.js';

const ofSupervoxels = (call: Call): boolean => parameter(call, 'supervoxels') === 'true';

/** The label in the path. */
function readLabel(call: Call, missing: string, background: string): string {
  const text = call.parts[4];
  if (text === undefined) throw new BadRequest(missing);
  const label = parseUint(text);
  if ('error' in label) throw new BadRequest(label.error);
  if (label.value === '0') throw new BadRequest(background);
  return label.value;
}

const notQueried = 'Label 0 is protected background value and cannot be queried as body.\n';
const notVolume = 'Label 0 is protected background value and cannot be used as sparse volume.\n';

function bodyOf({ view }: LabelContext, label: string, supervoxel: boolean): Body | undefined {
  return view.bodies.get(supervoxel ? (view.mapping.get(label) ?? label) : label);
}

function sizeOf(context: LabelContext, label: string, supervoxel: boolean): number {
  const body = bodyOf(context, label, supervoxel);
  return supervoxel ? (body?.supervoxels.get(label) ?? 0) : voxelsOf(body);
}

export function answerSize(call: Call, context: LabelContext): void {
  const label = readLabel(call, "DVID requires label to follow 'size' command", notQueried);
  const size = sizeOf(context, label, ofSupervoxels(call));
  if (size === 0) call.reply.status(404);
  else call.reply.json(`{"voxels": ${size}}`);
}

/** A JSON list of labels in the body of a GET. */
function readLabels(call: Call, what: string): string[] {
  if (call.method !== 'get') throw new BadRequest(`Batch ${what} query must be a GET request`);
  if (parameter(call, 'hash') !== '') throw new Refusal('it does not check the hash of a body');
  return readUints(call, 'Bad mapping request JSON: ');
}

function readUints(call: Call, words: string, type = '[]uint64'): string[] {
  const read = readBody(call.request.body);
  if ('error' in read) throw new BadRequest(words + read.error);
  const kind = kindOf(read.text);
  if (kind === 'null') return [];
  if (kind !== 'array')
    throw new BadRequest(`${words}json: cannot unmarshal ${kind} into Go value of type ${type}`);
  return rawElements(read.text).map((element) => {
    if (isUint64(element)) return element;
    const kind = kindOf(element);
    if (kind === 'null') return '0';
    const value = kind === 'number' ? `number ${element}` : kind;
    throw new BadRequest(`${words}json: cannot unmarshal ${value} into Go value of type uint64`);
  });
}

export function answerSizes(call: Call, context: LabelContext): void {
  const labels = readLabels(call, 'sizes');
  call.reply.json(
    `[${labels.map((label) => sizeOf(context, label, ofSupervoxels(call))).join(',')}]`,
  );
}

export function answerSparsevolSize(call: Call, context: LabelContext): void {
  const label = readLabel(
    call,
    "ERROR: DVID requires label ID to follow 'sparsevol-size' command",
    notVolume,
  );
  if (call.method !== 'get') {
    throw new BadRequest(
      `DVID does not support ${call.request.method} on /sparsevol-size endpoint`,
    );
  }
  const voxels = sizeOf(context, label, ofSupervoxels(call));
  if (voxels === 0) call.reply.status(404);
  else {
    call.reply.json(
      `{"voxels": ${voxels}, "numblocks": 1, "minvoxel": [0, 0, 0], "maxvoxel": [63, 63, 63]}`,
    );
  }
}

export function answerSparsevol(call: Call, context: LabelContext): void {
  const label = readLabel(
    call,
    "ERROR: DVID requires label ID to follow 'sparsevol' command",
    notVolume,
  );
  const found = sizeOf(context, label, ofSupervoxels(call)) > 0;
  if (call.method === 'head')
    call.reply.header('content-type', 'text/html').status(found ? 200 : 204);
  else if (call.method === 'post')
    badRequest(call, 'POST of sparsevol not currently implemented\n');
  else if (call.method !== 'get') {
    badRequest(call, `Unable to handle HTTP action ${call.request.method} on sparsevol endpoint`);
  } else if (found)
    throw new Refusal('of a labelmap it holds a table of labels only, and has no volumes to send');
  else call.reply.status(404);
}

export function answerSupervoxels(call: Call, context: LabelContext): void {
  const label = readLabel(call, "DVID requires label to follow 'supervoxels' command", notQueried);
  const body = bodyOf(context, label, false);
  if (body === undefined) call.reply.status(404);
  else call.reply.json(`[${[...body.supervoxels.keys()].join(',')}]`);
}

export function answerSupervoxelSizes(call: Call, context: LabelContext): void {
  const label = readLabel(call, "DVID requires label to follow 'supervoxels' command", notQueried);
  const body = bodyOf(context, label, false);
  if (body === undefined) {
    call.reply.status(404);
    return;
  }
  const [labels, sizes] = [[...body.supervoxels.keys()], [...body.supervoxels.values()]];
  call.reply.json(`{\n  "supervoxels": [${labels.join(',')}],\n  "sizes": [${sizes.join(',')}]\n}`);
}

export function answerLastmod(call: Call, context: LabelContext): void {
  const label = readLabel(call, "DVID requires label to follow 'lastmod' command", notQueried);
  const body = bodyOf(context, label, false);
  if (body === undefined) {
    call.reply.status(404);
    return;
  }
  const { mutation = 0, user = '', app = '', time = '' } = body.merge ?? {};
  call.reply.json(
    `{"mutation id": ${mutation}, "last mod user": ${goQuote(user)}, "last mod app": ${goQuote(app)}, "last mod time": ${goQuote(time)} }`,
  );
}

export function answerIndexVersion(call: Call, { view }: LabelContext): void {
  const text = call.parts[4];
  if (text === undefined) throw new Panic('runtime error: index out of range [4] with length 4');
  const label = parseUint(text);
  if ('error' in label) throw new BadRequest(label.error);
  if (label.value === '0') throw new BadRequest('there is no index for protected label 0');
  if (call.method !== 'get')
    throw new BadRequest('only GET action allowed for /index-version endpoint');
  const version = view.indexedIn.get(label.value);
  if (version === undefined) {
    throw new BadRequest(
      'could not convert version ID 0 to UUID: server-specific version id is invalid',
    );
  }
  call.reply.header('content-type', 'text/plain').write(version.uuid);
}

/** A point in voxels. */
type Point = readonly [x: number, y: number, z: number];

function labelAt({ view }: LabelContext, point: Point, supervoxel: boolean): string {
  const found = supervoxelAt(view.layers, point);
  return supervoxel ? found : (view.mapping.get(found) ?? found);
}

function checkScale(call: Call): void {
  const scale = parameter(call, 'scale');
  if (scale === '' || scale === '0') return;
  if (/^[+-]?\d+$/.test(scale)) throw new Refusal('it holds labels at full scale only');
  throw new BadRequest(
    `bad scale specified: strconv.Atoi: parsing ${goQuote(scale)}: invalid syntax`,
  );
}

export function answerLabel(call: Call, context: LabelContext): void {
  const text = call.parts[4];
  if (text === undefined) throw new BadRequest("DVID requires coord to follow 'label' command");
  const coordinates = text.split('_');
  if (coordinates.length !== 3) {
    throw new BadRequest(`String ${goQuote(text)} cannot be converted to a 3d point`);
  }
  const point = coordinates.map((part) => {
    const coordinate = part.trim();
    const read = parseInt64(coordinate);
    if ('error' in read) throw new BadRequest(read.error);
    const value = Number(read.value);
    if (value === (value | 0)) return value;
    throw new BadRequest(`strconv.ParseInt: parsing ${goQuote(coordinate)}: value out of range`);
  }) as unknown as Point;
  checkScale(call);
  call.reply.json(`{"Label": ${labelAt(context, point, ofSupervoxels(call))}}`);
}

export function answerLabels(call: Call, context: LabelContext): void {
  if (call.method !== 'get') throw new BadRequest('Batch labels query must be a GET request');
  checkScale(call);
  if (parameter(call, 'hash') !== '') throw new Refusal('it does not check the hash of a body');
  const points = readPoints(call);
  const found = points.map((point) => labelAt(context, point, ofSupervoxels(call)));
  call.reply.json(`[${found.join(',')}]`);
}

function readPoints(call: Call): Point[] {
  const words = 'Bad labels request JSON: ';
  const wrong = (raw: string, type: string): never => {
    const kind = kindOf(raw);
    const value = kind === 'number' && type === 'int32' ? `number ${raw}` : kind;
    throw new BadRequest(`${words}json: cannot unmarshal ${value} into Go value of type ${type}`);
  };
  const read = readBody(call.request.body);
  if ('error' in read) throw new BadRequest(words + read.error);
  if (kindOf(read.text) === 'null') return [];
  if (kindOf(read.text) !== 'array') wrong(read.text, '[]dvid.Point3d');
  return rawElements(read.text).map((raw) => {
    if (kindOf(raw) === 'null') return [0, 0, 0];
    if (kindOf(raw) !== 'array') wrong(raw, 'dvid.Point3d');
    const numbers = rawElements(raw)
      .slice(0, 3)
      .map((element) => {
        if (element === 'null') return 0;
        const value = Number(element);
        const fits = /^-?\d+$/.test(element) && value >= -(2 ** 31) && value < 2 ** 31;
        return fits ? value : wrong(element, 'int32');
      });
    return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
  });
}

export function answerMapping(call: Call, { view }: LabelContext): void {
  const labels = readLabels(call, 'mapping');
  const plain = parameter(call, 'nolookup') === 'true';
  const mapped = labels.map((supervoxel) => {
    const label = view.mapping.get(supervoxel);
    if (label !== undefined || plain) return label ?? supervoxel;
    return view.bodies.get(supervoxel)?.supervoxels.has(supervoxel) ? supervoxel : '0';
  });
  call.reply.json(`[${mapped.join(',')}]`);
}

export function answerMaxlabel(call: Call, { instance, version, view }: LabelContext): void {
  if (call.method === 'post') {
    if (call.admin) throw new Refusal('it does not set the largest label');
    throw new BadRequest('POST /maxlabel requires admin privileges (admintoken or DSG admin)');
  }
  if (call.method !== 'get') {
    throw new BadRequest(
      `Unknown action ${goQuote(call.request.method)} requested: ${call.request.target}\n`,
    );
  }
  if (view.largest === undefined) {
    throw new BadRequest(`No maximum label found for ${instance.name} version ${version.id}\n`);
  }
  call.reply.json(`{"maxlabel": ${view.largest}}`);
}

export function answerNextlabel(call: Call, { data }: LabelContext): void {
  if (call.method === 'post') throw new Refusal('it does not give out labels');
  if (call.method !== 'get') {
    throw new BadRequest(
      `Unknown action ${goQuote(call.request.method)} requested: ${call.request.target}\n`,
    );
  }
  let largest = 0n;
  for (const slabs of data.slabs.values()) {
    for (const { label } of slabs) if (BigInt(label) > largest) largest = BigInt(label);
  }
  call.reply.json(`{"nextlabel": ${largest + 1n}}`);
}

const byNumber = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);

export function answerExistingLabels(call: Call, { view }: LabelContext): void {
  if (call.method !== 'get') {
    throw new BadRequest('only GET action allowed for /existing-labels endpoint');
  }
  call.reply.json(`[${[...view.bodies.keys()].sort(byNumber).join(',')}]`);
}

/** Answers labels as binary numbers, with their sizes if asked for. */
export function answerListlabels(call: Call, { view }: LabelContext): void {
  const number = (name: string, otherwise: bigint): bigint => {
    const text = parameter(call, name);
    const read = text === '' ? { value: String(otherwise) } : parseUint(text);
    if ('error' in read) throw new BadRequest(read.error);
    return BigInt(read.value);
  };
  const [start, count] = [number('start', 0n), number('number', 10_000_000n)];
  if (call.method !== 'get')
    throw new BadRequest('only GET actions allowed for /listlabels endpoint');
  const labels = [...view.bodies.keys()].sort(byNumber).filter((label) => BigInt(label) >= start);
  const values = labels
    .slice(0, Number(count))
    .flatMap((label) =>
      parameter(call, 'sizes') === 'true'
        ? [BigInt(label), BigInt(voxelsOf(view.bodies.get(label)))]
        : [BigInt(label)],
    );
  const bytes = new DataView(new ArrayBuffer(values.length * 8));
  for (const [i, value] of values.entries()) bytes.setBigUint64(i * 8, value, true);
  call.reply.header('content-type', 'application/octet-stream').write(new Uint8Array(bytes.buffer));
}

/** Merges bodies into the first. */
export function answerMerge(call: Call, { data, version, view }: LabelContext): void {
  if (call.method !== 'post') throw new BadRequest('Merge requests must be POST actions.');
  const tuple = readUints(call, 'Bad merge op JSON: ', 'labels.MergeTuple');
  const [into, ...others] = tuple;
  const shown = `[${tuple.join(' ')}]`;
  if (into === undefined && !isNull(call)) {
    throw new Panic('runtime error: index out of range [0] with length 0');
  }
  if (into === undefined || others.length === 0) {
    throw new BadRequest(`invalid merge tuple ${shown}, need at least target and to-merge labels`);
  }
  if (others.includes('0')) {
    throw new BadRequest(`invalid merge tuple ${shown} -- cannot contain background label 0`);
  }
  const mutation = takeMutation(version.repo);
  for (const other of others) {
    if (!view.bodies.has(other))
      throw new BadRequest(`Error on merge: can't merge non-existent label ${other}`);
  }
  if (!view.bodies.has(into)) {
    throw new BadRequest(`Error on merge: can't merge into a non-existent label ${into}`);
  }
  if (others.includes(into)) {
    const [first] = view.bodies.get(into)?.supervoxels.keys() ?? [];
    throw new BadRequest(
      `Error on merge: supervoxel ${first} already in index for target label ${into}`,
    );
  }
  data.addMerge(version, {
    into,
    others: [...new Set(others)],
    mutation,
    user: parameter(call, 'u'),
    app: parameter(call, 'app'),
    time: formatTime(call.server.now()),
  });
  call.reply.json(`{"MutationID": ${mutation}}`);
}

const isNull = (call: Call): boolean => decodeText(call.request.body).trim() === 'null';

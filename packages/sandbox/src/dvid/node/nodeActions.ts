import { readBody } from '../../json/goBody.js';
import { goQuote } from '../../json/goQuote.js';
import { quoteJson } from '../../json/goString.js';
import { BadRequest, badRequest, type Call } from '../http/Call.js';
import {
  decodeFirst,
  readListMap,
  readStruct,
  readTextMap,
  type StructMember,
} from '../http/decode.js';
import type { Verbs } from '../route.js';
import type { Version } from '../Server.js';
import { addChild } from '../versions/addVersion.js';
import { addToLog, commitVersion } from '../versions/commitVersion.js';

const answerStatus = (call: Call, version: Version): void => {
  call.reply.json(`{"Locked":${version.locked}}`);
};

/** What can be asked of a version. */
export const nodeActions: Readonly<Record<string, Verbs<[Version]>>> = {
  status: { get: answerStatus },
  note: {
    get: (call, version) => call.reply.json(`{"note":${quoteJson(version.note)}}`),
    post: postNote,
  },
  log: {
    get: (call, version) => call.reply.json(`{"log":[${version.log.map(quoteJson).join(',')}]}`),
    post: postLog,
  },
  commit: { get: answerStatus, post: postCommit },
  newversion: { post: postNewVersion },
  branch: { post: postBranch },
  tag: { post: postTag },
};

/** Sets the note; without one in the body the note is emptied, though the answer is 400. */
function postNote(call: Call, version: Version): void {
  const read = decodeFirst(call.request.body);
  const values =
    read === undefined ? { value: undefined } : 'error' in read ? read : readTextMap(read.text);
  if ('error' in values) throw new BadRequest(`Malformed JSON request in body: ${values.error}`);
  const note = values.value?.get('note');
  if (note === undefined) badRequest(call, "Could not find 'note' value in POSTed JSON.");
  version.note = note ?? '';
  version.updated = call.server.now();
}

function postLog(call: Call, version: Version): void {
  const entries = readLog(call);
  if (entries !== undefined) addToLog(call.server, version, entries);
}

/** The entries of a posted log; `undefined` when the body is malformed, and the answer is made. */
export function readLog(call: Call): readonly string[] | undefined {
  const read = decodeFirst(call.request.body);
  const values =
    read === undefined ? { value: undefined } : 'error' in read ? read : readListMap(read.text);
  if ('error' in values) {
    badRequest(call, `Malformed JSON request in body: ${values.error}`);
    return undefined;
  }
  const entries = values.value?.get('log');
  if (entries === undefined) badRequest(call, "Could not find 'log' value in POSTed JSON.");
  return entries ?? [];
}

function postCommit(call: Call, version: Version): void {
  if (version.locked) throw new BadRequest('Could not post to locked node');
  const values = readMembers(call, [
    { name: 'note', list: false },
    { name: 'log', list: true },
  ]);
  commitVersion(call.server, version, text(values, 'note'), (values.get('log') as string[]) ?? []);
  call.reply.json(`{"committed": ${goQuote(version.uuid)}}`);
}

function postNewVersion(call: Call, version: Version): void {
  const values = readMembers(call, members('note', 'uuid'), true);
  const child = addChild(call.server, version, {
    branch: '',
    note: text(values, 'note'),
    uuid: readUuid(values),
  });
  call.reply.json(`{"child": ${goQuote(child.uuid)}}`);
}

function postBranch(call: Call, version: Version): void {
  const values = readMembers(call, members('branch', 'note', 'uuid'), true);
  const uuid = readUuid(values);
  const branch = text(values, 'branch');
  if (branch === '' || branch === 'master') throw new BadRequest('Cannot create a master branch');
  const child = addChild(call.server, version, { branch, note: text(values, 'note'), uuid });
  call.reply.json(`{"child": ${goQuote(child.uuid)}}`);
}

/** Makes a tag: a locked child on a branch of its own, whose UUID is the tag. */
function postTag(call: Call, version: Version): void {
  const values = readMembers(call, members('tag', 'note'), true);
  const tag = text(values, 'tag');
  const { server } = call;
  try {
    const child = addChild(server, version, {
      branch: `tag-${tag}`,
      note: text(values, 'note'),
      uuid: tag,
    });
    call.reply.json(`{"child": ${goQuote(child.uuid)}}`);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    badRequest(call, error.message);
  }
  const node = server.versions.get(tag);
  if (node === undefined) {
    throw new BadRequest('Error on sending branch op to kafka: UUID is not present in datastore\n');
  }
  commitVersion(server, node, `Tag of version ${version.uuid} with ${goQuote(tag)}`, []);
}

const members = (...names: string[]): StructMember[] =>
  names.map((name) => ({ name, list: false }));

const text = (values: ReadonlyMap<string, string | string[]>, name: string): string => {
  const value = values.get(name);
  return typeof value === 'string' ? value : '';
};

/**
 * Reads the members of a body that is a JSON object.
 *
 * @throws BadRequest
 */
export function readMembers(
  call: Call,
  known: readonly StructMember[],
  mayBeEmpty = false,
): Map<string, string | string[]> {
  if (mayBeEmpty && call.request.body.length === 0) return new Map();
  const read = readBody(call.request.body);
  const values = 'error' in read ? read : readStruct(read.text, known);
  if ('error' in values) throw new BadRequest(`Malformed JSON request in body: ${values.error}`);
  return values.value;
}

function readUuid(values: ReadonlyMap<string, string | string[]>): string | undefined {
  const uuid = text(values, 'uuid');
  if (uuid === '') return undefined;
  const size = new TextEncoder().encode(uuid).length;
  if (size !== 32)
    throw new BadRequest('Bad UUID provided: UUID must be 32 character hexadecimal string');
  const wrong = /[^0-9a-fA-F]/.exec(uuid)?.[0];
  if (wrong === undefined) return uuid;
  const byte = new TextEncoder().encode(wrong)[0] ?? 0;
  const code = `U+${byte.toString(16).toUpperCase().padStart(4, '0')}`;
  // What cannot be printed is not shown.
  const character = String.fromCharCode(byte);
  const shown = /[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]/.test(character)
    ? ` '${character}'`
    : '';
  throw new BadRequest(`Bad UUID provided: encoding/hex: invalid byte: ${code}${shown}`);
}

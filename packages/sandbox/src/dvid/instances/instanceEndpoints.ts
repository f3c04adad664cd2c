import { quoteJson } from '../../json/goString.js';
import { compareText } from '../../json/goText.js';
import { BadRequest, type Call, parameter } from '../http/Call.js';
import { decodeFirst, readTextMap } from '../http/decode.js';
import type { Instance, Version } from '../Server.js';
import { instanceInfo } from './instanceInfo.js';

/** Answers what the server says of an instance; a POST changes nothing. */
export function answerInfo(call: Call, instance: Instance, version: Version): void {
  call.reply.json(instanceInfo(instance, version));
}

/** Answers the tags of an instance, or sets some. */
export function answerTags(call: Call, instance: Instance): void {
  if (call.method !== 'post') {
    call.reply.json(`{"Tags":${tagsText(instance.tags)}}`);
    return;
  }
  const tags = readTags(call);
  const replace = parameter(call, 'replace') === 'true';
  instance.tags = replace ? tags : new Map([...(instance.tags ?? []), ...(tags ?? [])]);
}

function readTags(call: Call): Map<string, string> | undefined {
  const read = decodeFirst(call.request.body);
  if (read === undefined) return new Map();
  const tags = 'error' in read ? read : readTextMap(read.text);
  if ('error' in tags) throw new BadRequest(`Malformed JSON request in tags setter: ${tags.error}`);
  return tags.value;
}

export function tagsText(tags: ReadonlyMap<string, string> | undefined): string {
  if (tags === undefined) return 'null';
  const names = [...tags.keys()].sort(compareText);
  return `{${names.map((name) => `${quoteJson(name)}:${quoteJson(tags.get(name) ?? '')}`).join(',')}}`;
}

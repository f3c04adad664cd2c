import { quoteJson } from '../../../json/goString.js';
import { compareText } from '../../../json/goText.js';
import { BadRequest, type Call } from '../../http/Call.js';
import type { KeyView } from '../serveKeyvalue.js';

/** Answers all keys, in the order of their bytes. An empty key can be written, and then bars the list. */
export function answerKeys(call: Call, { data, version }: KeyView): void {
  const keys = data.values.keys(version);
  if (keys[0] === '') throw new BadRequest('empty key');
  call.reply.json(list(keys));
}

/** Answers the keys of a range, both ends included. */
export function answerKeyRange(call: Call, { data, version }: KeyView): void {
  const [, , , , first, last] = call.parts;
  if (first === undefined || last === undefined) {
    throw new BadRequest("expect beginning and end keys to follow 'keyrange' endpoint");
  }
  call.reply.json(list(keysInRange(data.values.keys(version), first, last)));
}

export function keysInRange(keys: readonly string[], first: string, last: string): string[] {
  return keys.filter((key) => compareText(key, first) >= 0 && compareText(key, last) <= 0);
}

const list = (keys: readonly string[]): string => `[${keys.map(quoteJson).join(',')}]`;

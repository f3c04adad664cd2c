import { goQuote } from '../../json/goQuote.js';
import { BadRequest, type Call, Refusal } from '../http/Call.js';
import { dataTypes } from '../instances/dataTypes.js';
import { neuronjsonHelp } from '../neuronjson/help.js';

const types = {
  keyvalue:
    'keyvalue: bytes by key, in versions.\n\nThis is the help of a sandbox that answers as a DVID server does.\n',
  labelmap:
    'labelmap: bodies of a segmentation, in versions.\n\nThis is the help of a sandbox: of a labelmap it answers look-ups only.\n',
  neuronjson: neuronjsonHelp,
} as const;

/** Answers a page that says what this server is. */
export function helpPage(call: Call): void {
  const links = Object.keys(types).map(
    (name) => `<li><a href='/api/help/${name}'>${name}</a></li>`,
  );
  call.reply
    .header('content-type', 'text/html')
    .write(
      `<!DOCTYPE html>\n<html><head><title>DVID sandbox</title></head><body><h1>DVID sandbox</h1><p>This server is a sandbox that answers as a DVID server does. Types of data:</p><ul>${links.join('')}</ul></body></html>\n`,
    );
}

/** Answers the help of a data type. */
export function helpType(call: Call, name: string): void {
  if (!Object.hasOwn(types, name)) {
    if (dataTypes.has(name)) throw new Refusal(`the sandbox has no help on type ${name}`);
    throw new BadRequest(`Data type ${goQuote(name)} is not supported by current DVID server`);
  }
  call.reply.header('content-type', 'text/plain').write(types[name as keyof typeof types]);
}

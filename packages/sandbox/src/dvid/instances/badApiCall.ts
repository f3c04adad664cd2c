import { goQuote } from '../../json/goQuote.js';
import type { Call } from '../http/Call.js';
import type { Instance } from '../Server.js';

/** Answers that the type of the instance has no such endpoint. */
export function badApiCall(call: Call, instance: Instance): void {
  const help = `http://${call.server.name}/api/help/${instance.typename}`;
  call.reply.error(
    `Bad API call (${call.path}) for data ${goQuote(instance.name)}.  See API help at ${help}`,
    400,
  );
}

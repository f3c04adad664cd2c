import { goQuote } from '../../../json/goQuote.js';
import { BadRequest, type Call } from '../../http/Call.js';
import type { SchemaName, View } from '../NeuronjsonData.js';
import { deleteSchema, getSchema, hasSchema, putSchema } from '../schema/schemas.js';

/** Answers a request for one of the texts that an instance holds beside its annotations. */
export function answerSchema(call: Call, view: View, name: SchemaName): void {
  switch (call.method) {
    case 'head':
      call.reply.status(hasSchema(view, name) ? 200 : 404);
      return;
    case 'get': {
      const text = getSchema(view, name);
      if (text === undefined) call.reply.status(404);
      else call.reply.write(text);
      return;
    }
    case 'post':
      putSchema(view, name, call.request.body);
      return;
    case 'delete':
      deleteSchema(view, name);
      return;
    default:
      throw new BadRequest(`key endpoint does not support ${goQuote(call.method)} HTTP verb`);
  }
}

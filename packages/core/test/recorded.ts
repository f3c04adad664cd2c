import { gunzipSync } from 'node:zlib';
import type { RecordedStep } from '@clio/fixtures';
import { type Client, createClient } from '../src/index.js';

/** The text of a recorded answer, with numbers and addresses where the recording has placeholders. */
export function textOf(response: RecordedStep['response']): string {
  const { body, base64, headers } = response;
  let text = body ?? '';
  if (base64 !== undefined) {
    const bytes = Buffer.from(base64, 'base64');
    text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
  }
  return text
    .replaceAll('"{{unix}}"', '1777000000.25')
    .replaceAll('{{token}}', 'ab'.repeat(32))
    .replaceAll('{{dvid}}', 'http://dvid.test')
    .replaceAll('{{dsg}}', 'http://dsg.test');
}

/** A client that gets a recorded answer, whatever it asks. */
export function answered(step: RecordedStep): Client & { dataset: string } {
  const { 'content-encoding': _, ...headers } = step.response.headers;
  return createClient({
    server: 'https://clio.test',
    dataset: 'MB',
    auth: 'a-token',
    retry: 0,
    fetch: (async (url: string) => {
      const { status } = step.response;
      // After `null` for one of them, what else there is.
      if (
        step.request.method === 'GET' &&
        textOf(step.response) === 'null' &&
        /v2\/(datasets|volumes)$/.test(url)
      ) {
        return new Response('{}');
      }
      const empty = status === 204 || status === 304;
      return new Response(empty ? null : textOf(step.response), { status, headers });
    }) as typeof fetch,
  });
}

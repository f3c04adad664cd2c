import { compare, fill, type Places, type Recording } from '@clio/fixtures';
import { createDvid } from '../../src/dvid/createDvid.js';
import type { RawHandler, RawRequest, RawResponse } from '../../src/http/messages.js';
import { parseJson } from '../../src/json/parseJson.js';
import type { JsonObject, JsonValue } from '../../src/json/value.js';
import { readAll } from '../../src/service/bodies/DvidClient.js';
import { createService, type ServiceOptions } from '../../src/service/createService.js';

export const places: Places = {
  clio: 'http://127.0.0.1:7000',
  dvid: 'http://127.0.0.1:7001',
  dsg: 'http://127.0.0.1:7000',
  'dvid-host': '127.0.0.1:7001',
};

export const now = () => new Date('2026-03-04T05:06:07.250Z');

export const notFound: RawHandler = async () => ({
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: new TextEncoder().encode('404 page not found\n'),
});

/** The state of a recording, or one written as plain data, with its addresses filled in. */
export function stateOf(given: unknown): JsonObject {
  const state: JsonValue = parseJson(fill(JSON.stringify(given), places));
  if (state instanceof Map) return state;
  throw new Error('a state is an object');
}

/** A service with the DVID of its state behind it. */
export function startBoth(given: unknown, options: Partial<ServiceOptions> = {}) {
  const state = stateOf(given);
  const repos = state.get('repos');
  const dvid = createDvid({ repos, now, name: places['dvid-host'] }).handle;
  return { service: startService(given, { dvid, ...options }), dvid, state };
}

/** A service on a state; the clock stands unless one is given. */
export function startService(given: unknown, options: Partial<ServiceOptions> = {}) {
  const state = stateOf(given);
  return createService({
    users: state.get('users'),
    groups: state.get('groups'),
    datasets: state.get('datasets'),
    tags: state.get('tags'),
    documents: state.get('documents'),
    dvid: notFound,
    now,
    places: { server: places.clio, dvid: places.dvid, dsg: places.dsg },
    ...options,
  });
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly token?: string | undefined;
}

/** A request as it arrives at a server. */
export function request(target: string, sent: Sent = {}): RawRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(sent.headers ?? {}))
    headers[name.toLowerCase()] = value;
  if (sent.token !== undefined) headers.authorization = `Bearer ${sent.token}`;
  const { body = '' } = sent;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { method: sent.method ?? 'GET', target, headers, body: bytes };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly text: string;
}

export async function collect(response: RawResponse): Promise<Answer> {
  const body = Buffer.from(await readAll(response));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name] = String(value);
  return { status: response.status, headers, body, text: body.toString() };
}

/** What a recording's steps differ in, one line for each step that does. */
export async function replay(
  recording: Recording,
  clio: RawHandler,
  dvid: RawHandler,
): Promise<string[]> {
  const saved: Record<string, string> = {};
  const insert = (text: string) =>
    fill(text, places).replace(/\{\{saved:(\w+)\}\}/g, (_, name: string) => saved[name] ?? '');
  const failures: string[] = [];
  for (const [i, step] of recording.steps.entries()) {
    const token =
      step.as === null ? undefined : (recording.given.users?.[step.as]?.token ?? step.as);
    const { method, path, headers = {}, body } = step.request;
    const raw = request(insert(path), {
      method,
      headers,
      token,
      ...(body === undefined ? {} : { body: insert(body) }),
    });
    const answer = await collect(await (step.target === 'dvid' ? dvid : clio)(raw));
    if (step.save) saved[step.save] = JSON.parse(answer.text) as string;
    const hints = { ...step.compare, ...(step.cors ? { cors: true } : {}) };
    const differences = compare(step.response, answer, hints, places);
    if (differences.length > 0) {
      failures.push(`${recording.name} ${i + 1} ${method} ${path}: ${differences.join('; ')}`);
    }
  }
  return failures;
}

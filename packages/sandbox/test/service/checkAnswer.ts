import type { RawRequest } from '../../src/http/messages.js';
import type { Answer } from './replay.js';

const statuses = [200, 302, 307, 400, 401, 403, 404, 405, 422, 500, 501, 502, 503];
const pages = ['text/html; charset=utf-8'];

/** What is wrong with an answer by the server's own rules; nothing when all is well. */
export function checkAnswer(request: RawRequest, answer: Answer): string | undefined {
  const { status, headers, text } = answer;
  const type = headers['content-type'];
  if (!statuses.includes(status)) return `status ${status}`;
  if (status === 500 && type === 'text/plain; charset=utf-8') return checkCrash(answer);
  if (headers['access-control-allow-origin'] === undefined) return 'no CORS headers';
  if (request.method === 'HEAD') return text === '' ? undefined : 'a body for HEAD';
  if (request.method === 'OPTIONS' && status === 200) return text === '' ? undefined : 'a body';
  if (status === 302 || status === 307)
    return headers.location === undefined ? 'no location' : undefined;
  if (status === 200 && pages.includes(type ?? '')) return undefined;
  if (type !== 'application/json') return `content type ${type}`;
  if (status === 200) return checkSuccess(request, text);
  return checkRefusal(answer);
}

function checkCrash({ headers, text }: Answer): string | undefined {
  if (text !== 'Internal Server Error') return `a crash says ${text}`;
  return headers['access-control-allow-origin'] === undefined
    ? undefined
    : 'a crash has CORS headers';
}

function checkSuccess({ target }: RawRequest, text: string): string | undefined {
  if (text === '' && /\/neurons\/all\/?(\?|$)/.test(target)) return undefined;
  return parse(text) === undefined ? `no JSON: ${text.slice(0, 80)}` : undefined;
}

function checkRefusal({ status, headers, text }: Answer): string | undefined {
  const detail = (parse(text) as { detail?: unknown } | undefined)?.detail;
  const challenge = headers['www-authenticate'] === 'Bearer';
  if (challenge !== (status === 401 && detail === 'Could not validate credentials')) {
    return 'WWW-Authenticate does not fit';
  }
  if ((status === 405) !== (headers.allow !== undefined)) return 'Allow does not fit';
  if (status !== 422) return typeof detail === 'string' ? undefined : 'detail is no text';
  const items = Array.isArray(detail) ? (detail as Record<string, unknown>[]) : [];
  const whole = items.every(
    ({ loc, msg, type }) =>
      Array.isArray(loc) && typeof msg === 'string' && typeof type === 'string',
  );
  return items.length > 0 && whole ? undefined : 'no list of items';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

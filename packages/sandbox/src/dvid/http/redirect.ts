import type { Reply } from './Reply.js';
import { cleanPath, escapePath, type Target } from './target.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/**
 * Sends a request whose path has `//`, `/./` or `/../` to the path without them, as Go's ServeMux
 * does. Says whether it did.
 */
export function redirect(reply: Reply, method: string, { escapedPath, rawQuery }: Target): boolean {
  if (method === 'CONNECT' || escapedPath === '*') return false;
  const cleaned = cleanPath(escapedPath);
  if (cleaned === escapedPath) return false;
  // What is escaped already is escaped once more.
  const location = escapePath(cleaned) + (rawQuery === '' ? '' : `?${rawQuery}`);
  reply.header('location', location);
  if (method === 'GET' || method === 'HEAD')
    reply.header('content-type', 'text/html; charset=utf-8');
  reply.status(307);
  if (method === 'GET') {
    const shown = location.replace(/[&<>"']/g, (character) => entities[character] ?? character);
    reply.write(`<a href="${shown}">Temporary Redirect</a>.\n\n`);
  }
  return true;
}

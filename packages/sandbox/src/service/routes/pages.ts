import { pageAnswer } from '../http/answers.js';
import { openEndpoint } from '../http/endpoint.js';

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
}

/** `/`. */
export const home = openEndpoint({
  run: () =>
    pageAnswer(
      page(
        'Clio Store',
        '<p>A sandbox: a local stand-in with its own state.</p>\n<ul>\n<li><a href="/docs">/docs</a></li>\n<li><a href="/redoc">/redoc</a></li>\n</ul>',
      ),
    ),
});

/** `/docs` and `/redoc`, which point to the description instead of loading a viewer from elsewhere. */
export const documentation = openEndpoint({
  run: () =>
    pageAnswer(
      page(
        'FastAPI',
        '<p>The operations of this server are described in <a href="/openapi.json">/openapi.json</a>.</p>',
      ),
    ),
});

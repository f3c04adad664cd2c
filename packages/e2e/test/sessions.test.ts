import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { binary } from '../src/places.js';
import { run } from '../src/run.js';
import { parseSession } from '../src/session/parseSession.js';
import { recorded } from '../src/session/recorded.js';
import { runSession } from '../src/session/runSession.js';

// Each file in `sessions` is one person's session with the installed command. Their README says how to
// read and to write one.

const folder = fileURLToPath(new URL('./sessions/', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.session'));

/** Nodes to run the command with, by version: this one, or those that `npm run test:nodes` has fetched. */
const nodes: Readonly<Record<string, string>> = process.env.CLIO_SESSION_NODES
  ? JSON.parse(process.env.CLIO_SESSION_NODES)
  : { [process.version]: process.execPath };
const record = process.env.CLIO_SESSIONS === 'record';

describe.each(Object.entries(nodes))('with Node %s', (version, node) => {
  it('is that version', async () => {
    expect((await run(node, ['--version'])).stdout).toBe(`${version}\n`);
  });

  it.concurrent.each(files)('%s', async (file) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const played = await runSession(parseSession(text), { clio: binary, node, record });
    if (record) writeFileSync(path, recorded(text, played));
    else
      for (const { step, expected, shown } of played)
        expect(shown.join('\n'), `${basename(file)}:${step.line}: ${step.command}`).toBe(
          expected.join('\n'),
        );
  });
});

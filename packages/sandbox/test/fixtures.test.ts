import { request } from 'node:http';
import {
  compare,
  fill,
  type Places,
  type RecordedStep,
  type Recording,
  recordings,
} from '@clio/fixtures';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '../src/index.js';
import declined from './declined.json' with { type: 'json' };

/*
 * What the real servers answered is what the sandbox answers, over HTTP: each recording starts a
 * sandbox from its `given`, sends its steps, and compares.
 *
 * `declined.json` lists the steps that are not reproduced, each with the reason:
 * { "recording": name, "step": number from 1, "reason": text }.
 */
const all = recordings();
const isDeclined = (recording: string, step: number) =>
  declined.some((entry: Declined) => entry.recording === recording && entry.step === step);

interface Declined {
  readonly recording: string;
  readonly step: number;
  readonly reason: string;
}

describe('recorded exchanges', () => {
  test.each(all.map((recording) => [recording.name, recording] as const))(
    '%s',
    async (_, recording) => {
      expect(await differences(recording)).toEqual([]);
    },
  );

  test('are all there, and few are declined, each with a reason', () => {
    const steps = all.reduce((sum, { steps }) => sum + steps.length, 0);
    expect([all.length, steps]).toEqual([105, 1244]);
    expect(declined.length).toBeLessThanOrEqual(steps * 0.02);
    for (const { recording, step, reason } of declined as Declined[]) {
      expect(all.find(({ name }) => name === recording)?.steps[step - 1], recording).toBeDefined();
      expect(reason).toMatch(/\w+ \w+/);
    }
  });
});

/** What differs in the answers to a recording, a line a step. */
async function differences(recording: Recording): Promise<string[]> {
  const sandbox = createSandbox({ state: JSON.stringify(recording.given) });
  const { server, dvid, dsg } = await sandbox.listen();
  const places: Places = { clio: server, dvid, dsg, 'dvid-host': dvid.replace(/^https?:\/\//, '') };
  const saved: Record<string, unknown> = {};
  const found: string[] = [];
  try {
    for (const [i, step] of recording.steps.entries()) {
      const answer = await send(recording, step, places, saved);
      if (step.save !== undefined) saved[step.save] = JSON.parse(answer.body.toString());
      if (isDeclined(recording.name, i + 1)) continue;
      const cors = step.cors === undefined ? {} : { cors: step.cors };
      const differs = compare(step.response, answer, { ...step.compare, ...cors }, places);
      if (differs.length > 0) {
        found.push(
          `step ${i + 1} (${step.request.method} ${step.request.path}): ${differs.join('; ')}`,
        );
      }
    }
  } finally {
    await sandbox.close();
  }
  return found;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Sends a step as it was recorded: a path that `fetch` would clean up, a body with a GET. */
function send(
  recording: Recording,
  step: RecordedStep,
  places: Places,
  saved: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const insert = (text: string) =>
    fill(text, places).replace(/\{\{saved:(\w+)\}\}/g, (_, name: string) => String(saved[name]));
  const { method, path, headers = {}, body } = step.request;
  const token = step.as === null ? undefined : (recording.given.users?.[step.as]?.token ?? step.as);
  const { hostname, port } = new URL(step.target === 'dvid' ? places.dvid : places.clio);
  const data = body === undefined ? undefined : Buffer.from(insert(body));
  return new Promise((resolve, reject) => {
    const sent = request({
      host: hostname,
      port,
      method,
      path: insert(path),
      agent: false,
      headers: {
        ...headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(data === undefined ? {} : { 'content-length': data.length }),
      },
    });
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(data);
  });
}

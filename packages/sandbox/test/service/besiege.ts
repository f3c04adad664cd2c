import { expect } from 'vitest';
import { checkAnswer } from './checkAnswer.js';
import { hostileRequests, hostileState, seeded } from './hostile.js';
import { collect, startBoth, startService } from './replay.js';

/** A new server after so many requests, so that what was written does not slow the search down. */
const perServer = 2_000;

/**
 * Sends hostile requests and expects of every answer that it is one the server gives, and of the
 * state that it has grown by no more than was written and can be started from again.
 */
export async function besiege(count: number, seed: number): Promise<void> {
  const random = seeded(seed);
  const next = hostileRequests(random);
  for (let sent = 0; sent < count; sent += perServer) {
    const legacy = random() < 0.1;
    const { service } = startBoth(hostileState, { random, legacy, enforceRoles: random() < 0.2 });
    let writes = 0;
    for (let i = 0; i < Math.min(perServer, count - sent); i++) {
      const request = next();
      const answer = await collect(await service.handle(request));
      const wrong = checkAnswer(request, answer);
      if (wrong !== undefined)
        throw new Error(
          `${wrong}: ${describe(request)} answered ${answer.status} ${answer.text.slice(0, 200)}`,
        );
      if (answer.status < 400 && request.method !== 'GET') writes++;
    }
    const dump = service.dump();
    const documents = dump.documents instanceof Map ? dump.documents.size : 0;
    expect(documents).toBeLessThanOrEqual(writes * 5 + 3);
    expect(startService({}, { ...dump, legacy }).dump()).toEqual(dump);
  }
}

function describe({ method, target, headers, body }: Parameters<typeof checkAnswer>[0]): string {
  return JSON.stringify([method, target, headers, new TextDecoder().decode(body).slice(0, 500)]);
}

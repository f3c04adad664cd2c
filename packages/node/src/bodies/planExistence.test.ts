import { createClient, planAnnotations, toPlanSummary } from '@clio/core';
import { createSandbox } from '@clio/sandbox';
import { expect, it } from 'vitest';
import { nodeBodySizes } from './nodeBodySizes.js';

it('tells existing bodies from others, however many there are', async () => {
  const sandbox = createSandbox({ sample: true });
  await sandbox.listen();
  try {
    const token = Object.values(sandbox.tokens)[0] as string;
    const { server } = sandbox;
    const headers = { authorization: `Bearer ${token}` };
    const datasets = (await (await fetch(`${server}/v2/datasets`, { headers })).json()) as Record<
      string,
      unknown
    >;
    const dataset = Object.keys(datasets)[0] as string;
    const client = createClient({ server, dataset, auth: token });
    const all = (await (
      await fetch(`${server}/v2/json-annotations/${dataset}/neurons/all`, { headers })
    ).json()) as { bodyid: number }[];
    const input = [
      ...all.map(({ bodyid }) => ({ bodyid, note: 'x' })),
      { bodyid: 18446744073709551614n, note: 'x' },
    ];
    expect(input.length).toBeGreaterThan(1000);
    const plan = await planAnnotations(client, input, {
      bodySizes: nodeBodySizes({ env: {} }),
      dvidTimeout: 20_000,
      ignoreRole: true,
    });
    expect(toPlanSummary(plan).counts).toMatchObject({ add: input.length - 1, invalid: 1 });
    expect(plan.problems.map(({ rule, bodyid }) => [rule, bodyid])).toEqual([
      ['missing-body', 18446744073709551614n],
    ]);
    const unchecked = await planAnnotations(client, input, { ignoreRole: true });
    expect(unchecked.problems).toEqual([]);
    expect(unchecked.notices.map(({ message }) => message).join()).toContain(
      'existence not checked',
    );
  } finally {
    await sandbox.close();
  }
});

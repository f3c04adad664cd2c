import { createSandbox } from '@clio/sandbox';
import { expect, it } from 'vitest';
import { createClient } from '../client/createClient.js';
import { applyPlan } from './apply/applyPlan.js';
import { planDeletes } from './delete/planDeletes.js';
import { memoryJournal } from './journal/memoryJournal.js';
import { planAnnotations } from './planAnnotations.js';
import { toPlanSummary } from './plans/toPlanSummary.js';
import { planUndo } from './undo/planUndo.js';

const uuid = '6680f3fbea2df18c7ad1a0c79d2b0dfa';
it('goes round', async () => {
  const sandbox = createSandbox({
    state: {
      users: {
        w: { token: 'wt', email: 'w@example.org', permissions_v2: { VNC: ['edit', 'view'] } },
      },
      datasets: { VNC: { description: 'x', dvid: '{{dvid}}', uuid } },
      tags: {
        VNC: {
          tag_to_uuid: { 'v0.1': uuid },
          uuid_to_tag: { [uuid]: 'v0.1' },
          head_tag: 'v0.1',
          head_uuid: uuid,
        },
      },
      repos: [
        {
          alias: 'VNC',
          instances: { segmentation_annotations: { typename: 'neuronjson' } },
          versions: [
            {
              uuid,
              locked: false,
              data: {
                segmentation_annotations: {
                  records: [
                    {
                      bodyid: 1,
                      type: 'A',
                      type_user: 'ann@example.org',
                      type_time: '2024-03-01T10:00:00Z',
                      note: 'n',
                    },
                    { bodyid: 2, type: 'B', type_user: 5, type_time: '2024-03-01T10:00:00Z' },
                  ],
                },
              },
            },
          ],
        },
      ],
    } as never,
    ghosts: false,
  });
  const client = createClient({
    server: sandbox.server,
    dataset: 'VNC',
    auth: 'wt',
    fetch: sandbox.fetch,
  });
  const before = await sandbox.stateText();
  const plan = await planAnnotations(
    client,
    [
      { bodyid: 1, type: 'C', side: 'L', note: 'm' },
      { bodyid: 2, type: null },
      { bodyid: 3, type: 'N' },
    ],
    { overwrite: ['type', 'note'] },
  );
  console.log(JSON.stringify(plan, null, 1).slice(0, 3000));
  console.log(toPlanSummary(plan).counts);
  const journal = memoryJournal();
  const report = await applyPlan(client, plan, { journal });
  console.log(JSON.stringify(report, null, 1));
  const run = await journal.read(report.run!);
  console.log(run.state, JSON.stringify([...run.outcomes.values()]));
  const undo = await planUndo(client, run);
  console.log(JSON.stringify(undo.bodies, null, 1), undo.notices);
  const report2 = await applyPlan(client, undo, { journal });
  console.log(JSON.stringify(report2.bodies));
  const after = await sandbox.stateText();
  console.log(before);
  console.log(after);
  for (const r of sandbox.requests) console.log(r.method, r.target);
});

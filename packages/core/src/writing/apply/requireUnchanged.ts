import type { DatasetClient } from '../../client/Client.js';
import { type RecordWithStamps, sameRecord } from '../diff/fieldState.js';
import { fetchRecords } from '../facts/fetchRecords.js';
import { refused } from '../guard/guardPlan.js';
import type { Plan, PlannedBody } from '../Plan.js';
import type { Problem } from '../Problem.js';
import { judgeBody, sendable } from './judgeBody.js';

/**
 * Refuses a run that is to be carried out whole, or not at all, when somebody else has changed anything of it
 * since the plan. Other plans cost no request here: what has changed is left alone when its chunk comes.
 * That also holds for what is changed between this look and its chunk.
 *
 * @throws WriteRefusedError naming each field.
 */
export async function requireUnchanged(
  client: DatasetClient,
  plan: Plan,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<void> {
  if (plan.guards.allOrNothing !== true) return;
  const bodyids = plan.bodies.map(({ bodyid }) => bodyid);
  const records = await fetchRecords(client, bodyids, { version: plan.target.uuid, signal });
  const problems = plan.bodies.flatMap((body) =>
    conflictsOf(body, records.get(body.bodyid)).map(
      (conflict): Problem => ({
        rule: 'conflict',
        refuses: true,
        bodyid: body.bodyid,
        ...conflict,
        ...(plan.source === undefined ? {} : { source: plan.source }),
      }),
    ),
  );
  if (problems.length > 0) throw refused(problems);
}

function conflictsOf(
  body: PlannedBody,
  record: RecordWithStamps | undefined,
): Pick<Problem, 'reason' | 'field' | 'row'>[] {
  if (body.action === 'delete') {
    // One that is gone is as it was to be.
    return record === undefined || sameRecord(record, body.record)
      ? []
      : [{ reason: 'the record has changed since the plan; plan again' }];
  }
  const { changed } = judgeBody(body, sendable(body), record);
  return changed.map(({ field, reason }) => {
    const row = body.changes.find((change) => change.field === field)?.row;
    return { field, reason: `${reason}; plan again`, ...(row === undefined ? {} : { row }) };
  });
}

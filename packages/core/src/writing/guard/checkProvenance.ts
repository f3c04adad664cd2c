import type { RecordWithStamps } from '../diff/fieldState.js';
import type { PlannedBody, PlannedChange } from '../Plan.js';
import type { Problem } from '../Problem.js';
import { showValue } from '../values/showValue.js';

/**
 * Refuses to write to a record that holds a time stamp which is no text, beside what is written: DVID
 * cannot write such a record, and the version cannot be used by anybody afterwards. A field that is
 * written gets a new stamp, so its own does no harm.
 */
export function checkProvenance(
  body: PlannedBody,
  record: RecordWithStamps | undefined,
  { source, problems }: { readonly source: string | undefined; readonly problems: Problem[] },
): PlannedBody {
  if (record === undefined) return body;
  const isSent = ({ verdict }: PlannedChange) =>
    verdict === 'add' || verdict === 'overwrite' || verdict === 'clear';
  const stamped = new Set(body.changes.filter(isSent).map(({ field }) => `${field}_time`));
  if (stamped.size === 0) return body;
  const broken = Object.entries(record).find(
    ([name, value]) => name.endsWith('_time') && typeof value !== 'string' && !stamped.has(name),
  );
  if (broken === undefined) return body;
  const [name, value] = broken;
  const reason = `${name} of the body is ${showValue(value)} and no text, and the server cannot write such a record; leave the body out, and tell the maintainers of the dataset`;
  problems.push({
    rule: 'provenance',
    refuses: true,
    reason,
    bodyid: body.bodyid,
    ...(body.row === undefined ? {} : { row: body.row }),
    ...(source === undefined ? {} : { source }),
  });
  return {
    ...body,
    changes: body.changes.map((change) =>
      isSent(change) ? { ...change, verdict: 'invalid', reason } : change,
    ),
  };
}

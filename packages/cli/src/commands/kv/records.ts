import type { Context } from '../../context/Context.js';
import type { Row } from '../../output/cell.js';
import type { OutputOptions } from '../../output/OutputOptions.js';
import { shownTime } from '../../output/shownTime.js';
import { writeRecords } from '../../output/writeRecords.js';

/** Prints values with their keys, and with the time of their setting where it was asked for. */
export async function writeValues(
  context: Context,
  output: OutputOptions,
  values: Readonly<Record<string, Row>>,
  timestamp: boolean,
): Promise<void> {
  await writeRecords(context, output, {
    noun: ['value', 'values'],
    columns: [
      { field: 'key', id: true },
      ...(timestamp ? [{ field: 'timestamp', whole: true, show: shownTime }] : []),
      { field: 'value' },
    ],
    batches: [
      Object.entries(values).map(([key, { _timestamp, ...value }]) => ({
        key,
        ...(timestamp ? { timestamp: _timestamp ?? null } : {}),
        value,
      })),
    ],
  });
}

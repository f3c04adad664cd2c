import { parseJson } from '@clio/core';
import type { Sandbox, StateDocument } from '@clio/sandbox';
import { annotations } from './state.js';

/** A record as the server holds it. */
export type StoredRecord = { readonly bodyid: number | bigint } & Readonly<Record<string, unknown>>;

/** The records of the open version of dataset MB in the text of a state, by body id. */
export function recordsOf(stateText: string): Map<number | bigint, StoredRecord> {
  const { repos } = parseJson(stateText) as StateDocument;
  const open = repos?.[0]?.versions?.find(({ uuid }) => uuid === '9bc01e');
  const stored = open?.data?.[annotations]?.records ?? [];
  return new Map(
    stored.map((one) => {
      const record = (typeof one === 'string' ? parseJson(one) : one) as StoredRecord;
      return [record.bodyid, record];
    }),
  );
}

/** The same, of a sandbox in this process. */
export async function storedRecords(sandbox: Sandbox): Promise<Map<number | bigint, StoredRecord>> {
  return recordsOf(await sandbox.stateText());
}

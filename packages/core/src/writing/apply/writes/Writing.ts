import type { JournalOutcome } from '../../Journal.js';
import type { PlannedBody, PlannedChange } from '../../Plan.js';
import type { LeftField } from '../../WriteReport.js';
import type { LaneControl } from '../laneControl.js';
import type { RunContext } from '../RunContext.js';

/** A body on its way: what is still to be sent of it. */
export interface Item {
  readonly body: PlannedBody;
  readonly changes: readonly PlannedChange[];
  /** Fields left alone so far. */
  readonly left: readonly LeftField[];
  /** Changes that an earlier part of this run had made already, with what stands there. */
  readonly earlier: JournalOutcome['wrote'];
  /** It was sent without an answer that could be relied on, and may still be carried out. */
  readonly doubtful: boolean;
  /** Its first record was carried out, and not its second: see `isHalf` of judgeBody. */
  readonly half: boolean;
}

/** What the lanes of a run of writes share. */
export interface Writing {
  readonly context: RunContext;
  readonly control: LaneControl;
  readonly faults: Faults;
  /** Told when a chunk has arrived: there may be more lanes now. */
  readonly onArrived: () => void;
}

/** How the requests of a run went so far: tells a server that is gone from a body that cannot be written. */
export interface Faults {
  /** Failures without one success between them. */
  inRow: number;
  /** Refusals for one and the same reason without one success between them. */
  rejectedInRow: number;
  /** That reason, without its numbers. */
  reason: string;
  /** Bodies that the server has accepted. */
  written: number;
}

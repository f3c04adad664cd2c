/** Decides how many requests may be in flight. */
export interface LaneControl {
  /** How many there may be now. */
  readonly limit: number;
  /** A chunk is sent. Times are in milliseconds of any steady clock. */
  sent(at: number): void;
  /** A chunk of so many bodies has arrived. */
  arrived(bodies: number, at: number): void;
  /** The server asked for less, or did not answer in time. */
  overloaded(at: number): void;
}

/** More lanes must bring this much more, or they go again: less would hardly be told from chance. */
const worthwhile = 1.1;
/** As clear as this, one round of chunks is enough to tell. */
const clear = 1.5;
/** Chunks that must arrive before more lanes are tried again; twice as many after each try that did not pay. */
const calm = 20;

/**
 * Starts with one lane and doubles while the rate grows with it. One process of the server writes
 * one record after another, however many requests wait, so more lanes would only make everybody wait;
 * where several processes stand behind one address, lanes pay. Halved when the server is overloaded.
 */
export function createLaneControl(max: number): LaneControl {
  let limit = 1;
  let settled = max <= 1;
  let calmChunks = 0;
  let patience = calm;
  let before: { limit: number; rate: number } | undefined;
  let window = { since: Number.NaN, bodies: 0, chunks: 0 };

  const open = (lanes: number, at: number) => {
    limit = lanes;
    window = { since: at, bodies: 0, chunks: 0 };
  };

  const settle = (lanes: number, at: number) => {
    settled = true;
    calmChunks = 0;
    before = undefined;
    open(lanes, at);
  };

  return {
    get limit() {
      return limit;
    },
    sent(at) {
      if (Number.isNaN(window.since)) window.since = at;
    },
    arrived(bodies, at) {
      if (settled) {
        calmChunks++;
        // One measurement may have been disturbed, and servers come and go.
        if (limit < max && calmChunks >= patience) {
          settled = false;
          open(limit, at);
        }
        return;
      }
      window.bodies += bodies;
      window.chunks++;
      if (window.chunks < Math.max(2, limit)) return;
      const rate = window.bodies / Math.max(1e-9, at - window.since);
      if (before !== undefined) {
        const gain = rate / before.rate;
        if (gain < clear && window.chunks < 2 * limit) return;
        if (gain < worthwhile) {
          patience *= 2;
          settle(before.limit, at);
          return;
        }
      }
      if (limit >= max) {
        settled = true;
        return;
      }
      before = { limit, rate };
      open(Math.min(max, limit * 2), at);
    },
    overloaded(at) {
      settle(Math.max(1, Math.floor(limit / 2)), at);
    },
  };
}

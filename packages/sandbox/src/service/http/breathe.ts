/** How long one request may keep all others waiting, in milliseconds. */
const turn = 8;

/**
 * Lets others have their turn during long work: a function to be awaited between its steps, which
 * waits only when the turn is over.
 */
export function breather(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < turn) return;
    await nextTurn();
    began = performance.now();
  };
}

/** By a message, for a timer would wait longer than needed, and for ever where a test has stopped time. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

import { builtin } from './builtin.js';

/**
 * A body compressed as one gzip member without flush points. It is fed in pieces as they come and
 * read in large ones, so that compression runs on another thread for long stretches.
 */
export async function* gzipped(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { createGzip, constants } = builtin('node:zlib');
  // DVID takes level 6, for a sixth less at almost twice the work, which here the tests would wait for.
  const gzip = createGzip({ level: 3, chunkSize: 65_536 });
  let failure: { error: unknown } | undefined;

  async function feed(): Promise<void> {
    try {
      for await (const chunk of body) {
        if (gzip.destroyed) return;
        if (!gzip.write(chunk)) await ready();
      }
    } catch (error) {
      failure = { error };
      // What came before the failure is to reach the reader.
      await new Promise<void>((done) => gzip.flush(constants.Z_SYNC_FLUSH, done));
    }
    if (failure === undefined) gzip.end();
    else gzip.destroy();
  }

  function ready(): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        gzip.off('drain', settle);
        gzip.off('close', settle);
        resolve();
      };
      gzip.on('drain', settle);
      gzip.on('close', settle);
    });
  }

  const fed = feed();
  try {
    for await (const chunk of gzip) yield chunk as Uint8Array;
  } catch (error) {
    if (failure === undefined) throw error;
  } finally {
    gzip.destroy();
    await fed;
  }
  if (failure !== undefined) throw failure.error;
}

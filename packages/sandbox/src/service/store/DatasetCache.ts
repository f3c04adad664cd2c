import { HttpError } from '../http/HttpError.js';
import { PythonError } from '../python/values.js';
import { type Dataset, toDataset } from './Dataset.js';
import type { DocumentStore } from './DocumentStore.js';
import { datasetsPath } from './paths.js';

const lifetime = 600_000;

/**
 * What the server remembers of the datasets: read anew when somebody asks after ten minutes, or on
 * request. It only ever gains: a dataset that was deleted stays known, and one that was public stays
 * public.
 */
export class DatasetCache {
  readonly #known = new Map<string, Dataset>();
  readonly #public = new Set<string>();
  #read: number;

  constructor(
    readonly documents: DocumentStore,
    readonly now: () => Date,
  ) {
    this.#read = now().getTime();
    try {
      this.refresh();
    } catch (error) {
      // The real server would not start; here those before the broken one are known.
      if (!(error instanceof PythonError)) throw error;
    }
  }

  /** @throws PythonError at the first stored dataset that is none; those before it are taken over */
  refresh(): void {
    for (const { id, fields } of this.documents.list(datasetsPath)) {
      const dataset = toDataset(fields);
      this.#known.set(id, dataset);
      if (dataset.public) this.#public.add(id);
    }
    this.#read = this.now().getTime();
  }

  /** @throws HttpError 404 for one never seen */
  get(id: string): Dataset {
    this.#refreshOld();
    const dataset = this.#known.get(id);
    if (!dataset) throw new HttpError(404, `dataset ${id} not found`);
    return dataset;
  }

  isPublic(id: string): boolean {
    this.#refreshOld();
    return this.#public.has(id);
  }

  /** The public ones as they were when last read, however long ago: what rights are judged by. */
  get public(): ReadonlySet<string> {
    return this.#public;
  }

  #refreshOld(): void {
    if (this.now().getTime() - this.#read > lifetime) this.refresh();
  }
}

import type { JsonObject, JsonValue } from '../../json/value.js';
import { dictFromJson, toJson } from '../python/fromJson.js';
import { compareText } from '../python/text.js';
import { type PythonDict, PythonError } from '../python/values.js';
import { checkStorable } from './checkStorable.js';

/** A document and its id. */
export interface Found {
  readonly id: string;
  readonly fields: PythonDict;
}

/** Names from the root: collection, document, collection … */
export type CollectionPath = readonly string[];

/**
 * The document store below the server: collections of documents, each of which may have collections
 * of its own. Lists come in the order of their ids. What is handed out is a copy.
 */
export class DocumentStore {
  readonly #collections = new Map<string, Map<string, JsonObject>>();

  /** Puts a document as it was given, under its whole path. */
  load(path: string, fields: JsonObject): void {
    const slash = path.lastIndexOf('/');
    this.#collection(path.slice(0, slash)).set(path.slice(slash + 1), fields);
  }

  /** Every document as it is stored. */
  *entries(): Iterable<{ collection: string; id: string; fields: JsonObject }> {
    for (const [collection, documents] of this.#collections) {
      for (const [id, fields] of documents) yield { collection, id, fields };
    }
  }

  get(collection: CollectionPath, id: string): PythonDict | undefined {
    const fields = this.#collections.get(pathOf(collection, id))?.get(id);
    return fields && dictFromJson(fields);
  }

  /** Replaces a document; throws, with nothing changed, what the store refuses. */
  set(collection: CollectionPath, id: string, fields: PythonDict): void {
    const path = pathOf(collection, id);
    checkStorable(fields);
    this.#collection(path).set(id, toJson(fields) as JsonObject);
  }

  delete(collection: CollectionPath, id: string): void {
    const path = pathOf(collection, id);
    const documents = this.#collections.get(path);
    documents?.delete(id);
    if (documents?.size === 0) this.#collections.delete(path);
  }

  list(collection: CollectionPath): Found[] {
    const documents = this.#collections.get(pathOf(collection));
    if (!documents) return [];
    return [...documents]
      .sort(([a], [b]) => compareText(a, b))
      .map(([id, fields]) => ({ id, fields: dictFromJson(fields) }));
  }

  /** The ids in a collection, also of those that only have collections below them. */
  ids(collection: CollectionPath): string[] {
    const path = pathOf(collection);
    const ids = new Set(this.#collections.get(path)?.keys());
    for (const other of this.#collections.keys()) {
      if (other.startsWith(`${path}/`))
        ids.add(other.slice(path.length + 1).split('/', 1)[0] ?? '');
    }
    return [...ids].sort(compareText);
  }

  /** The names of the collections below a document. */
  collectionsOf(collection: CollectionPath, id: string): string[] {
    const prefix = `${pathOf(collection, id)}/${id}/`;
    const names: string[] = [];
    for (const path of this.#collections.keys()) {
      const name = path.slice(prefix.length);
      if (path.startsWith(prefix) && !name.includes('/')) names.push(name);
    }
    return names.sort(compareText);
  }

  #collection(path: string): Map<string, JsonObject> {
    let documents = this.#collections.get(path);
    if (!documents) {
      documents = new Map();
      this.#collections.set(path, documents);
    }
    return documents;
  }
}

/** Whether a path names a document: an even number of non-empty names. */
export function isDocumentPath(path: string): boolean {
  const names = path.split('/');
  return names.length % 2 === 0 && names.every((name) => name !== '');
}

/** Whether a stored value can be a document. */
export function isDocument(value: JsonValue): value is JsonObject {
  return value instanceof Map;
}

/** The collection's path once all names on it, and the document's, are possible ones. */
function pathOf(collection: CollectionPath, ...ids: string[]): string {
  for (const name of [...collection, ...ids]) {
    if (name === '' || name.includes('/')) {
      throw new PythonError(
        'ValueError',
        'A collection or document must have a name without slashes',
      );
    }
  }
  return collection.join('/');
}

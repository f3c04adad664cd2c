import { JsonNumber, type JsonObject, type JsonValue } from '../../json/value.js';
import { DocumentStore, isDocument, isDocumentPath } from './DocumentStore.js';
import { datasetsPath } from './paths.js';

interface DocumentState {
  readonly datasets: JsonValue | undefined;
  readonly documents: JsonValue | undefined;
}

const datasetCollection = datasetsPath.join('/');

/** A store that holds the datasets and all other documents of a state. */
export function loadDocuments(state: DocumentState): DocumentStore {
  const store = new DocumentStore();
  for (const [id, fields] of entries(state.datasets)) {
    if (isDocument(fields)) store.load(`${datasetCollection}/${id}`, fields);
  }
  for (const [path, fields] of entries(state.documents)) {
    if (isDocument(fields) && isDocumentPath(path)) store.load(path, fields);
  }
  return store;
}

function entries(value: JsonValue | undefined): Iterable<[string, JsonValue]> {
  return value instanceof Map ? value : [];
}

/** The documents of a store in the form of a state; what was absent and is empty stays absent. */
export function dumpDocuments(store: DocumentStore, given: DocumentState): DocumentState {
  const datasets: JsonObject = new Map();
  const documents: JsonObject = new Map();
  for (const { collection, id, fields } of store.entries()) {
    const plain = withoutNaN(fields);
    if (collection === datasetCollection) datasets.set(id, plain);
    else documents.set(`${collection}/${id}`, plain);
  }
  return {
    datasets: given.datasets === undefined && datasets.size === 0 ? undefined : datasets,
    documents: given.documents === undefined && documents.size === 0 ? undefined : documents,
  };
}

/** JSON has no NaN: in a state it is null. Everything else is handed out as it is stored. */
function withoutNaN(value: JsonValue): JsonValue {
  if (value instanceof JsonNumber) return value.text === 'NaN' ? null : value;
  if (Array.isArray(value)) return value.map(withoutNaN);
  if (value instanceof Map)
    return new Map([...value].map(([key, item]) => [key, withoutNaN(item)]));
  return value;
}

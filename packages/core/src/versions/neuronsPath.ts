import type { DatasetClient } from '../client/Client.js';

/** The path of what the server holds about the neurons of a dataset. */
export function neuronsPath(client: DatasetClient, ...more: string[]): string[] {
  return ['v2', 'json-annotations', client.dataset, 'neurons', ...more];
}

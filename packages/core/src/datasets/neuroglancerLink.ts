import { InputError } from '../errors/InputError.js';
import type { BodyId } from '../integers/BodyId.js';
import { stringifyJson } from '../integers/stringifyJson.js';
import type { Dataset } from './Dataset.js';

/** What {@link neuroglancerLink} shows. */
export interface NeuroglancerLinkOptions {
  /** Bodies to select. Default none. */
  readonly bodyids?: Iterable<BodyId> | undefined;
  /** Name of the layer in which bodies are selected. Default the first segmentation. */
  readonly layer?: string | undefined;
  /** Address of the viewer. Default `https://neuroglancer-demo.appspot.com`, the public one. */
  readonly viewer?: string | undefined;
}

type Layer = Readonly<Record<string, unknown>>;

/** Members of a document that are a part of the view where it has none of its own. */
const viewMembers = ['dimensions', 'position', 'crossSectionScale', 'projectionScale'];

/**
 * The address at which neuroglancer shows a dataset, with bodies selected. It is made of the view that the
 * dataset's document holds (`neuroglancer`, or `layers` in older ones); the view stands behind the `#`, which a browser does
 * not send to the viewer's server. Body ids keep all their digits.
 *
 * @param dataset - fetched without `templates`, so that names of versions are filled in.
 * @throws InputError when the document holds no layers, or none of that name or kind for bodies.
 *
 * @example
 * ```ts
 * const dataset = await fetchDataset(client);
 * console.log(neuroglancerLink(dataset, { bodyids: [720575940627329911n] }));
 * ```
 */
export function neuroglancerLink(
  dataset: Dataset,
  {
    bodyids = [],
    layer,
    viewer = 'https://neuroglancer-demo.appspot.com',
  }: NeuroglancerLinkOptions = {},
): string {
  const view = objectOf(dataset.neuroglancer);
  const layers = [...layersOf(dataset.layers), ...layersOf(view.layers)];
  if (layers.length === 0)
    throw new InputError(
      `Dataset ${dataset.id} has no page: its document names no layers for neuroglancer to show.`,
    );
  const segments = [...bodyids].map(String);
  const at = segments.length > 0 ? segmentation(dataset, layers, layer) : -1;
  const state = {
    ...Object.fromEntries(
      viewMembers
        .filter((name) => dataset[name] !== undefined && dataset[name] !== null)
        .map((name) => [name, dataset[name]]),
    ),
    ...view,
    layers: layers.map((one, index) => (index === at ? { ...one, segments } : one)),
  };
  return `${viewer.replace(/\/+$/, '')}/#!${encodeURIComponent(stringifyJson(state))}`;
}

function segmentation(dataset: Dataset, layers: readonly Layer[], name?: string): number {
  const at = layers.findIndex((one) =>
    name === undefined ? one.type === 'segmentation' : one.name === name,
  );
  if (at >= 0) return at;
  throw new InputError(
    name === undefined
      ? `Dataset ${dataset.id} has no layer of type segmentation to select bodies in. Its layers: ${namesOf(layers)}.`
      : `Dataset ${dataset.id} has no layer ${name}. Its layers: ${namesOf(layers)}.`,
  );
}

function namesOf(layers: readonly Layer[]): string {
  return layers.map(({ name }) => String(name)).join(', ');
}

function objectOf(value: unknown): Layer {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Layer)
    : {};
}

function layersOf(value: unknown): Layer[] {
  return Array.isArray(value)
    ? value.filter((one) => typeof one === 'object' && one !== null).map(objectOf)
    : [];
}

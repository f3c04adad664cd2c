import { library } from '../presets/tsup.mjs';

/** A folder for each public entry beside the main one, which keeps that one small. */
const areas = [
  'atlas',
  'dvid',
  'kv',
  'neuprint',
  'points',
  'pulls',
  'reports',
  'searches',
  'signatures',
  'volumes',
];

export default library({
  entries: {
    index: 'src/index.ts',
    ...Object.fromEntries(areas.map((area) => [`${area}/index`, `src/${area}/index.ts`])),
  },
  bundled: { 'transport/ky': 'src/transport/ky.ts' },
});

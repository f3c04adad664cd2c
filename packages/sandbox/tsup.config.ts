import { library } from '../presets/tsup.mjs';

export default library({ entries: { index: 'src/index.ts' } });

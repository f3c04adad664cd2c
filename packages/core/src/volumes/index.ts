export { createVolumeUrl } from './createVolumeUrl.js';
export { deleteVolumes } from './deleteVolumes.js';
export { fetchVolume } from './fetchVolume.js';
export { fetchVolumes } from './fetchVolumes.js';
export { setVolumes } from './setVolumes.js';
export type { Volume, VolumeDocument, VolumeInput } from './Volume.js';

export type { AtlasPoint } from './AtlasPoint.js';
export { deleteAtlasPoint } from './deleteAtlasPoint.js';
export { fetchAtlasPoints } from './fetchAtlasPoints.js';
export { fetchOwnAtlasPoints } from './fetchOwnAtlasPoints.js';
export { type AtlasPointInput, setAtlasPoint } from './setAtlasPoint.js';
export { verifyAtlasPoint } from './verifyAtlasPoint.js';

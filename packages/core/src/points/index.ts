export { checkPoints } from './checkPoints.js';
export { type DeletePointOptions, deletePoint } from './deletePoint.js';
export { type FetchPointsOptions, fetchPoints } from './fetchPoints.js';
export type { Point, PointInput, PointKind } from './Point.js';
export { type SetPointOptions, setPoint } from './setPoint.js';
export { type PointOutcome, type SetPointsOptions, setPoints } from './setPoints.js';
export { toPointKey } from './toPointKey.js';

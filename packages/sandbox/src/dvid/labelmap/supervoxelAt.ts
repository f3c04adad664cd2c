import { Refusal } from '../http/Call.js';

/** Voxels along an edge of the cube, and of the cells in which the server keeps its labels. */
const edge = 64;
const cell = 8;
const row = edge / cell;

/**
 * The supervoxel at a point of the cube at the origin whose layers are these; `0` outside. The
 * server divides towards zero, so that points up to 63 below the origin count to the cube: then
 * the cell and the place in it are reckoned with negative numbers, and may be those of other points.
 */
export function supervoxelAt(
  layers: readonly string[],
  point: readonly [x: number, y: number, z: number],
): string {
  if (layers.length === 0 || point.some((at) => Math.abs(at) >= edge)) return '0';
  if (layers.every((label) => label === layers[0])) return layers[0] ?? '0';
  const index = (parts: readonly number[], size: number): number =>
    ((parts[2] ?? 0) * size + (parts[1] ?? 0)) * size + (parts[0] ?? 0);
  const number = index(
    point.map((at) => Math.floor(at / cell)),
    row,
  );
  if (number < 0 || number >= row ** 3) return '0';
  const from = Math.floor(number / row ** 2) * cell;
  const held = layers.slice(from, from + cell);
  if (held.every((label) => label === held[0])) return held[0] ?? '0';
  let place = index(
    point.map((at) => at % cell),
    cell,
  );
  if (place < 0) {
    // The server then reads what it keeps of the cell before.
    if (number % row ** 2 === 0) {
      throw new Refusal(
        'of a point so far below the origin the real server reads memory at random',
      );
    }
    place += cell ** 3;
  }
  return held[Math.floor(place / cell ** 2)] ?? '0';
}

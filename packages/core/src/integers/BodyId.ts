/**
 * Id of a body, 1 to 2^64 − 1. A `number` when it is a safe integer, otherwise a `bigint`, so that
 * each id has one representation and `===`, `Map` and `Set` work. `toBodyId` gives this form.
 */
export type BodyId = number | bigint;

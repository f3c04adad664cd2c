export { type NeuprintQuery, type NeuprintResult, queryNeuprint } from './queryNeuprint.js';

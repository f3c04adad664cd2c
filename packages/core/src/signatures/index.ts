export { fetchSignature, type Signature } from './fetchSignature.js';
export { fetchSimilarPlaces, type SimilarPlace } from './fetchSimilarPlaces.js';

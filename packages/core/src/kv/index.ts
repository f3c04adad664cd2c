export { checkValue } from './checkValue.js';
export { deleteValue } from './deleteValue.js';
export { fetchValue } from './fetchValue.js';
export { fetchValues } from './fetchValues.js';
export { setValue } from './setValue.js';
export type { ValueOptions } from './ValueOptions.js';

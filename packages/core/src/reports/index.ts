export { setSiteReport } from './setSiteReport.js';

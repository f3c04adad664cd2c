import type { KeyvalueData } from './keyvalue/KeyvalueData.js';
import type { LabelmapData } from './labelmap/LabelmapData.js';
import type { NeuronjsonData } from './neuronjson/NeuronjsonData.js';

/** What an instance holds, by its type. */
export type InstanceData = NeuronjsonData | KeyvalueData | LabelmapData;

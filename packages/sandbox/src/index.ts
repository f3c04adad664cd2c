export type { SandboxClock } from './control/clock.js';
export type { RecordedRequest } from './control/requestLog.js';
export { createSandbox } from './createSandbox.js';
export type { Fault } from './faults/Fault.js';
export type { FaultList } from './faults/faultList.js';
export type { ListenOptions } from './http/listen.js';
export type { PlainValue } from './json/plain.js';
export type { Sandbox, SandboxAddresses, SandboxOptions } from './Sandbox.js';
export { SandboxError } from './SandboxError.js';
export { sampleState } from './sample/sampleState.js';
export type {
  StateData,
  StateDocument,
  StateInstance,
  StateRepo,
  StateTags,
  StateUser,
  StateVersion,
} from './state/StateDocument.js';

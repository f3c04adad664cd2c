import type { Call } from '../http/Call.js';
import { badApiCall } from '../instances/badApiCall.js';
import type { Instance, Version } from '../Server.js';
import type { LabelmapData } from './LabelmapData.js';

/** Answers a request to a labelmap. */
export function serveLabelmap(
  call: Call,
  instance: Instance,
  _data: LabelmapData,
  _version: Version,
): void {
  badApiCall(call, instance);
}

import type { Commands } from '../program.js';
import { annotation } from './annotation/index.js';
import { api } from './api/index.js';
import { auth } from './auth/index.js';
import { config } from './config/index.js';
import { dataset } from './dataset/index.js';
import { doctor } from './doctor/index.js';
import { field } from './field/index.js';
import { help } from './help/index.js';
import { sandbox } from './sandbox/index.js';
import { version } from './version/index.js';

/** Everything that `clio` can do, in the order of its help. */
export const commands: Commands = {
  groups: [auth, config, dataset, version, field, annotation, sandbox],
  top: [doctor, api, help],
};

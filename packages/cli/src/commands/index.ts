import type { Commands } from '../program.js';
import { alias } from './alias/index.js';
import { annotation } from './annotation/index.js';
import { api } from './api/index.js';
import { apply } from './apply/index.js';
import { atlas } from './atlas/index.js';
import { auth } from './auth/index.js';
import { body } from './body/index.js';
import { completeWords, completion } from './completion/index.js';
import { config } from './config/index.js';
import { dataset } from './dataset/index.js';
import { doctor } from './doctor/index.js';
import { field } from './field/index.js';
import { help } from './help/index.js';
import { kv } from './kv/index.js';
import { neuprint } from './neuprint/index.js';
import { plan } from './plan/index.js';
import { point } from './point/index.js';
import { resume } from './resume/index.js';
import { run } from './run/index.js';
import { sandbox } from './sandbox/index.js';
import { search } from './search/index.js';
import { undo } from './undo/index.js';
import { version } from './version/index.js';

/** Everything that `clio` can do, in the order of its help. */
export const commands: Commands = {
  groups: [
    auth,
    config,
    dataset,
    version,
    field,
    annotation,
    body,
    point,
    atlas,
    search,
    kv,
    neuprint,
    run,
    sandbox,
    alias,
  ],
  top: [plan, apply, resume, undo, doctor, api, completion, completeWords, help],
};

import { it } from 'vitest';
import { besiege } from '../../test/service/besiege.js';

it('answers whatever is sent by its own rules', () => besiege(3_000, 20260304));

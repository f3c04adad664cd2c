import { it } from 'vitest';
import { checkRoundTrip } from '../../../test/roundTrip.js';

it('what annotation list writes is planned as no change, in every format', () =>
  checkRoundTrip(50));

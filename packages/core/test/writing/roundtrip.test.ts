import { it } from 'vitest';
import { tablesComeBack, undoRestores, valuesAreKept } from './roundtrip.js';

it('refuses a value, or it is kept as it is', () => valuesAreKept(40));

it('plans no change for what was listed', () => tablesComeBack(15));

it('restores by an undo what was there, and by another what was written', () => undoRestores(20));

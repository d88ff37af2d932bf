import { expect, it } from 'vitest';
import { markerLeftOut } from '../../../core/text/list-marker.ts';

it.each([
  ['Fill in the form.\n2. Pay the fee.\n3. Wait.', '1. '],
  ['Passport\n  - Photo\n  - Form', '- '],
  ['填表\n2) 繳費', '1) '],
])('tells the marker that the passage before has kept: %j', (text, marker) => {
  expect(markerLeftOut(text)).toBe(marker);
});

it.each([
  '- Passport\n- Photo',
  '1. Fill in the form.\n2. Pay.',
  'Bring:\n- a photo',
  '請帶：\n- 相片',
  'Two rooms.\n2 beds each.',
  'One line',
])('finds nothing left out of %j', (text) => {
  expect(markerLeftOut(text)).toBeUndefined();
});

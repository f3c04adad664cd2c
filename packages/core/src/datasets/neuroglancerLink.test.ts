import { describe, expect, it } from 'vitest';
import { neuroglancerLink } from './neuroglancerLink.js';

const layers = [
  { name: 'gray', type: 'image', source: 'precomputed://gs://bucket/gray' },
  { name: 'seg', type: 'segmentation', source: 'dvid://https://dvid.example.org/9bc01e/seg' },
  { name: 'roi', type: 'segmentation', source: 'precomputed://gs://bucket/roi' },
];
const viewOf = (link: string) => JSON.parse(decodeURIComponent(link.split('/#!')[1] ?? ''));

describe('neuroglancerLink', () => {
  it('shows the view of the document, with bodies selected in the first segmentation', () => {
    const dataset = { id: 'MB', neuroglancer: { layers, position: [1, 2, 3] } };
    const link = neuroglancerLink(dataset, { bodyids: [1001, 720575940627329911n] });
    expect(link).toMatch(/^https:\/\/neuroglancer-demo\.appspot\.com\/#![^ #"]+$/);
    expect(viewOf(link)).toEqual({
      position: [1, 2, 3],
      layers: [layers[0], { ...layers[1], segments: ['1001', '720575940627329911'] }, layers[2]],
    });
  });

  it('takes another layer, and another viewer', () => {
    const link = neuroglancerLink(
      { id: 'MB', neuroglancer: { layers } },
      { bodyids: [5], layer: 'roi', viewer: 'http://127.0.0.1:9000/' },
    );
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:9000\/#!/);
    expect(viewOf(link).layers[2].segments).toEqual(['5']);
  });

  it('reads an older document, too', () => {
    const link = neuroglancerLink({ id: 'MB', layers, position: [4, 5, 6], dimensions: null });
    expect(viewOf(link)).toEqual({ position: [4, 5, 6], layers });
  });

  it.each([
    [{ id: 'MB' }, {}, 'Dataset MB has no page'],
    [{ id: 'MB', neuroglancer: 'none', layers: ['a'] }, {}, 'Dataset MB has no page'],
    [
      { id: 'MB', neuroglancer: { layers: [layers[0]] } },
      { bodyids: [1] },
      'no layer of type segmentation to select bodies in. Its layers: gray.',
    ],
    [
      { id: 'MB', neuroglancer: { layers } },
      { bodyids: [1], layer: 'sge' },
      'no layer sge. Its layers: gray, seg, roi.',
    ],
  ])('refuses %j', (dataset, options, message) => {
    expect(() => neuroglancerLink(dataset, options)).toThrow(message);
  });
});

import { svg } from './dom.ts';
import { MARK_FAT, MARK_FLESH, MARK_SLICE, MARK_STRIPES, MARK_VIEW_BOX } from './mark.ts';

/** Outlines on a 24-unit grid, stroked with the text's colour. */
const PATHS = {
  send: 'M12 20V4M5 11l7-7 7 7',
  stop: 'M7 7h10v10H7z',
  close: 'M6 6l12 12M18 6L6 18',
  fresh: 'M4 12a8 8 0 1 0 3-6M4 4v5h5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  speak: 'M4 9v6h4l4 4V5L8 9zM16 9a4 4 0 0 1 0 6',
  dictate: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4',
  back: 'M19 12H5M11 6l-6 6 6 6',
  out: 'M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGElement {
  return svg('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] }));
}

export function mark(): SVGElement {
  return svg(
    'svg',
    { viewBox: MARK_VIEW_BOX, class: 'mark', 'aria-hidden': 'true' },
    svg('path', { d: MARK_SLICE, fill: MARK_FLESH }),
    svg('path', { d: MARK_STRIPES, fill: 'none', stroke: MARK_FAT, 'stroke-width': '2.4', 'stroke-linecap': 'round' }),
  );
}

import { MARK_FAT, MARK_FLESH, MARK_SLICE, MARK_STRIPES, MARK_VIEW_BOX } from '../../web/mark.ts';

/** The mark as an SVG document: inside the pages, and as `/mark.svg` (`image/svg+xml`) for the browser's tab. */
export const MARK_SVG = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${MARK_VIEW_BOX}" class="mark" aria-hidden="true">`,
  `<path d="${MARK_SLICE}" fill="${MARK_FLESH}"/>`,
  `<path d="${MARK_STRIPES}" fill="none" stroke="${MARK_FAT}" stroke-width="2.4" stroke-linecap="round"/></svg>`,
].join('');

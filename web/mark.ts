/** Samman's mark as shapes: a slice of salmon whose three pale stripes read as 三. Drawn alike by widget and pages. */
export const MARK_VIEW_BOX = '0 0 32 32';

/** The slice's outline, filled with the salmon of `MARK_FLESH`. */
export const MARK_SLICE = 'M4 10C6 3 24 2 28 7s2 18-6 21-18 1-20-5 1-10 2-13z';

/** The three stripes, drawn with `MARK_FAT`, round caps, 2.4 units wide. */
export const MARK_STRIPES = 'M9.5 9.5q6.5-2.5 13 0M11 15.5q5-2 10 0M8 22q8-3 16 0';

export const MARK_FLESH = '#ee8468';
export const MARK_FAT = '#fff3ec';

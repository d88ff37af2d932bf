/** Letters without their accents: Maizière is found as Maiziere. */
export const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

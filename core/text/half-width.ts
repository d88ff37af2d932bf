/** Full-width figures, letters and the signs of addresses (２３４５, ＠) as they are written in English; the length stays. */
export const toHalfWidth = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ＠．＋－＿]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

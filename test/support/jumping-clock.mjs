/**
 * Loaded into a process before everything else (`--import`): its clock is off by the milliseconds that stand in the file
 * JUMPING_CLOCK names, from one moment to the next. What measures time that has passed is not, as on a real machine.
 */
import { readFileSync } from 'node:fs';

const RealDate = Date;
const realNow = Date.now;
const now = () => realNow() + Number(readFileSync(process.env.JUMPING_CLOCK, 'utf8'));

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }
  static now = now;
};

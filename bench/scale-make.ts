import { SIZES, scaleOf } from './scale.ts';

for (const size of SIZES) {
  console.time(`${size}`);
  console.log(await scaleOf(size, console.log));
  console.timeEnd(`${size}`);
}
process.exit(0);

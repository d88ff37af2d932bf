/** Numbers written out, by other means than the code under test uses: below 1e12 and above 0. */
const HAN = '零一二三四五六七八九';

export function chineseNumber(value: number): string {
  const groups: [number, string][] = [
    [Math.floor(value / 1e8), '亿'],
    [Math.floor(value / 1e4) % 1e4, '万'],
    [value % 1e4, ''],
  ];
  let spelled = '';
  for (const [group, unit] of groups) {
    if (group === 0) continue;
    const gap = spelled !== '' && group < 1000 ? '零' : '';
    spelled += gap + belowTenThousand(group) + unit;
  }
  return spelled;
}

function belowTenThousand(value: number): string {
  let spelled = '';
  let skipped = false;
  [1000, 100, 10, 1].forEach((unit, place) => {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) {
      skipped = spelled !== '';
      return;
    }
    spelled += (skipped ? '零' : '') + HAN[digit] + ['千', '百', '十', ''][place];
    skipped = false;
  });
  return spelled;
}

const SMALL =
  ' one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

export function englishNumber(value: number): string {
  const groups: [number, string][] = [
    [Math.floor(value / 1e9), ' billion'],
    [Math.floor(value / 1e6) % 1000, ' million'],
    [Math.floor(value / 1000) % 1000, ' thousand'],
    [value % 1000, ''],
  ];
  return groups
    .filter(([group]) => group > 0)
    .map(([group, unit], at) => (unit === '' && group < 100 && at > 0 ? 'and ' : '') + belowThousand(group) + unit)
    .join(' ');
}

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const low =
    rest < 20 ? SMALL[rest]! : [TENS[Math.floor(rest / 10)], SMALL[rest % 10]].filter((word) => word !== '').join('-');
  if (hundreds === 0) return low;
  return `${SMALL[hundreds]} hundred${rest === 0 ? '' : ` and ${low}`}`;
}

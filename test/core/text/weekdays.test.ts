import { expect, it } from 'vitest';
import { weekdaysIn } from '../../../core/text/weekdays.ts';

it.each<[string, number[]]>([
  ['星期五開到幾點？', [4]],
  ['禮拜日呢？', [6]],
  ['週六有冇開', [5]],
  ['星期一至五', [0, 1, 2, 3, 4]],
  ['星期一至星期五及星期日', [0, 1, 2, 3, 4, 6]],
  ['星期六、日及公眾假期', [5, 6]],
  ['周一到周三', [0, 1, 2]],
  ['星期五至一', [0, 4, 5, 6]],
  ['週末', [5, 6]],
  ['平日', [0, 1, 2, 3, 4]],
  ['一周一次', []],
  ['每周一次', []],
  ['一星期', []],
  ['Monday to Wednesday', [0, 1, 2]],
  ['Tuesdays and Thursdays', [1, 3]],
  ['Mon–Fri', [0, 1, 2, 3, 4]],
  ['at the weekend', [5, 6]],
  ['on weekdays', [0, 1, 2, 3, 4]],
  ['the sun, a sat nav and a monitor', []],
  ['A friend saw it.', []],
  ['公眾假期', []],
  ['Mon', [0]],
  ['Who is Sun Dong?', []],
  ['Wed.', [2]],
])('%s', (text, days) => {
  expect([...weekdaysIn(text)].sort()).toEqual(days);
});

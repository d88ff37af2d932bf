/** Places in Hong Kong that a question may name, in both languages. */
import { foldScript } from '../language/script.ts';
import type { Hit } from '../types.ts';
import { ofNewest } from './of-newest.ts';
import { holdsPlace, indexOfPlace } from './places-in-text.ts';
import { sourceText } from './source-text.ts';

/**
 * Districts, towns and islands. Not those whose Chinese or English name says something else too: 太子 (a prince), 彩虹 (a rainbow),
 * 康城 (Cannes), 大澳 (in 加拿大澳洲), Central, Jordan, Stanley, Aberdeen; nor 九龍 or 新界, of which few articles that are
 * about a part of them speak.
 */
const PLACES =
  '堅尼地城 Kennedy Town, 石塘咀 Shek Tong Tsui, 西營盤 Sai Ying Pun, 西環 Sai Wan, 上環 Sheung Wan, 金鐘 Admiralty, 灣仔 Wan Chai, ' +
  '銅鑼灣 Causeway Bay, 跑馬地 Happy Valley, 炮台山 Fortress Hill, 北角 North Point, 鰂魚涌 Quarry Bay, ' +
  '西灣河 Sai Wan Ho, 筲箕灣 Shau Kei Wan, 杏花邨 Heng Fa Chuen, 柴灣 Chai Wan, 小西灣 Siu Sai Wan, 石澳 Shek O, ' +
  '薄扶林 Pok Fu Lam, 黃竹坑 Wong Chuk Hang, 鴨脷洲 Ap Lei Chau, 淺水灣 Repulse Bay, 尖沙咀 Tsim Sha Tsui, ' +
  '油麻地 Yau Ma Tei, 旺角 Mong Kok, 大角咀 Tai Kok Tsui, 深水埗 Sham Shui Po, 石硤尾 Shek Kip Mei, 長沙灣 Cheung Sha Wan, ' +
  '荔枝角 Lai Chi Kok, 九龍塘 Kowloon Tong, 樂富 Lok Fu, 黃大仙 Wong Tai Sin, 慈雲山 Tsz Wan Shan, 鑽石山 Diamond Hill, ' +
  '新蒲崗 San Po Kong, 九龍城 Kowloon City, 啟德 Kai Tak, 土瓜灣 To Kwa Wan, 何文田 Ho Man Tin, 紅磡 Hung Hom, ' +
  '九龍灣 Kowloon Bay, 牛頭角 Ngau Tau Kok, 觀塘 Kwun Tong, 秀茂坪 Sau Mau Ping, 藍田 Lam Tin, 油塘 Yau Tong, ' +
  '調景嶺 Tiu Keng Leng, 將軍澳 Tseung Kwan O, 坑口 Hang Hau, 西貢 Sai Kung, 清水灣 Clear Water Bay, ' +
  '葵涌 Kwai Chung, 葵芳 Kwai Fong, 葵興 Kwai Hing, 荃灣 Tsuen Wan, 青衣 Tsing Yi, 屯門 Tuen Mun, ' +
  '天水圍 Tin Shui Wai, 元朗 Yuen Long, 錦田 Kam Tin, 流浮山 Lau Fau Shan, 落馬洲 Lok Ma Chau, 上水 Sheung Shui, ' +
  '粉嶺 Fanling, 沙頭角 Sha Tau Kok, 羅湖 Lo Wu, 大埔 Tai Po, 沙田 Sha Tin, 大圍 Tai Wai, 馬鞍山 Ma On Shan, 火炭 Fo Tan, ' +
  '烏溪沙 Wu Kai Sha, 東涌 Tung Chung, 梅窩 Mui Wo, 愉景灣 Discovery Bay, 長洲 Cheung Chau, ' +
  '坪洲 Peng Chau, 南丫島 Lamma';

interface Place {
  /** Script folded. */
  readonly chinese: string;
  readonly english: RegExp;
  /** What `english` looks for. */
  readonly name: string;
}

let places: readonly Place[] | undefined;

const readPlaces = (): readonly Place[] =>
  PLACES.split(', ').map((line) => {
    const end = line.indexOf(' ');
    // Sha Tin is Shatin as well.
    const name = line.slice(end + 1).replaceAll(' ', '[ -]?');
    return { chinese: foldScript(line.slice(0, end)), name, english: new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'iu') };
  });

const placesIn = ofNewest((question): readonly Place[] => {
  places ??= readPlaces();
  const asked = foldScript(question);
  const found = places.filter(({ chinese, english }) => holdsPlace(asked, chinese) || english.test(question));
  // Sai Wan Ho is not in Sai Wan.
  return found.filter((place) => !found.some((other) => other !== place && other.english.source.includes(place.name)));
});

/** How a text calls the last of the places that it names. */
export function districtIn(text: string): string | undefined {
  const found = placesIn(text).map(({ chinese, english }) => {
    const at = indexOfPlace(foldScript(text), chinese);
    return at >= 0 ? text.slice(at, at + chinese.length) : english.exec(text)![0];
  });
  return found.at(-1);
}

/**
 * The hits but those of articles that do not speak of the places asked about, and those that speak of others only. Of an article's
 * passages one may have the place, and the others what happened there.
 */
export function ofAskedDistricts(question: string, hits: readonly Hit[]): readonly Hit[] {
  const asked = placesIn(question);
  if (asked.length === 0) return hits;
  const sources = new Map(hits.map((hit) => [hit, sourceOf(hit)]));
  const speaksOf = (place: Place) => {
    const articles = new Set(
      hits.filter((hit) => names(sources.get(hit)!, place)).map(({ passage }) => passage.article),
    );
    return (hit: Hit) => articles.has(hit.passage.article);
  };
  const about = asked.map(speaksOf);
  return hits.filter((hit) => about.every((speaks) => speaks(hit)) && !isOfOthers(sources.get(hit)!, asked));
}

/** Whether a text names a district that the question names, and not only others; undefined where either names none. */
export function namesAskedDistrict(question: string, text: string): boolean | undefined {
  const asked = placesIn(question);
  const source = { text, folded: foldScript(text) };
  if (asked.some((place) => names(source, place))) return true;
  return asked.length > 0 && isOfOthers(source, asked) ? false : undefined;
}

const isOfOthers = (source: Source, asked: readonly Place[]): boolean =>
  !asked.some((place) => names(source, place)) && places!.some((place) => names(source, place));

interface Source {
  readonly text: string;
  readonly folded: string;
}

function sourceOf({ passage }: Hit): Source {
  const source = sourceText(passage);
  return { text: source, folded: foldScript(source) };
}

const names = ({ text, folded }: Source, { chinese, english }: Place): boolean =>
  holdsPlace(folded, chinese) || english.test(text);

/** How Chinese surnames are spelt in Hong Kong and on the mainland: a question and its passages may differ in language. */
import { foldScript } from '../language/script.ts';

const SPELLINGS =
  '陳 Chan Chen Chin Tan, 李 Li Lee, 張 Cheung Zhang Chang, 黃 Wong Huang, 林 Lam Lin, 吳 Ng Wu, 王 Wong Wang, 劉 Lau Liu, ' +
  '何 Ho He, 鄭 Cheng Zheng, 梁 Leung Liang, 羅 Lo Law Luo, 郭 Kwok Guo, 蔡 Choi Tsoi Choy Cai, 鄧 Tang Deng, 葉 Yip Ip Ye, ' +
  '周 Chow Chau Zhou, 楊 Yeung Yang, 馮 Fung Feng, 曾 Tsang Zeng, 蘇 So Su, 許 Hui Xu, 謝 Tse Xie, 余 Yu Yue, ' +
  '徐 Tsui Chui Xu, 鍾 Chung Zhong, 朱 Chu Zhu, 趙 Chiu Zhao, 潘 Poon Pan, 胡 Wu Woo Hu, 盧 Lo Lu, 麥 Mak Mai, 馬 Ma, ' +
  '高 Ko Gao, 譚 Tam Tan, 曹 Tso Cho Cao, 彭 Pang Peng, 袁 Yuen Yuan, 方 Fong Fang, 蕭 Siu Xiao, 莫 Mok Mo, 杜 To Du, ' +
  '洪 Hung Hong, 溫 Wan Wen, 姚 Yiu Yao, 唐 Tong Tang, 孫 Suen Sun, 廖 Liu Liao, 關 Kwan Guan, 石 Shek Shi, 江 Kong Jiang, ' +
  '龔 Kung Gong, 邱 Yau Qiu, 丘 Yau Qiu, 施 Sze Shi, 翁 Yung Weng, 伍 Ng Wu, 賴 Lai, 邵 Shiu Siu Shao, 湯 Tong Tang, ' +
  '董 Tung Dong, 區 Au, 歐 Au Ou, 甘 Kam Gan, 尹 Wan Yin, 黎 Lai Li, 崔 Tsui Chui Cui, 簡 Kan Jian, 岑 Sham Shum Cen, ' +
  '游 Yau You, 鄺 Kwong Kuang, 霍 Fok Huo, 顏 Ngan Yan, 戴 Tai Dai, 韓 Hon Han, 史 Sze Shi, 凌 Ling, 文 Man Wen, ' +
  '沈 Shum Sham Shen, 魏 Ngai Wei, 柯 Or Ke, 龍 Lung Long, 樊 Fan, 范 Fan, 傅 Fu, 甄 Yan Zhen, 古 Ku Gu, 程 Ching Cheng, ' +
  '蔣 Tseung Chiang Jiang, 阮 Yuen Ruan, 田 Tin Tian, 呂 Lui Lu, 錢 Chin Qian, 侯 Hau Hou, 卓 Cheuk Zhuo, 冼 Sin, ' +
  '嚴 Yim Yan, 招 Chiu, 司 Szeto, 屈 Wat Qu, 任 Yam Ren, 雷 Lui Lei, 丁 Ting Ding, 孔 Hung Kong, 白 Pak Bai, 陸 Luk Lu, ' +
  '梅 Mui Mei, 鮑 Pau Bao, 倪 Ngai Ni, 賀 Ho He, 熊 Hung Xiong, 秦 Chun Qin, 毛 Mo Mao, 俞 Yu, 章 Cheung Zhang, 姜 Keung Jiang, ' +
  '連 Lin Lian, 容 Yung Rong, 康 Hong Kang, 萬 Man Wan';

const surnames: readonly (readonly [chinese: string, spellings: readonly string[]])[] = SPELLINGS.split(', ').map(
  (line) => {
    const [chinese, ...spellings] = line.split(' ');
    return [foldScript(chinese!), spellings];
  },
);

/** Script folded, one string of single characters. */
export const SURNAMES = surnames.map(([chinese]) => chinese).join('');

/** @param surname script folded. @returns none where it is not known here. */
export const spellingsOf = (surname: string): readonly string[] =>
  surnames.find(([chinese]) => chinese === surname)?.[1] ?? [];

/** @returns the characters, script folded; none where it is not known here. */
export const surnamesSpelt = (spelling: string): string[] =>
  surnames.filter(([, spellings]) => spellings.includes(spelling)).map(([chinese]) => chinese);

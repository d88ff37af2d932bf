/**
 * Words that a claim may use although its source does not: they say how a thing is told, not what is told. Verbs of making,
 * using and saying, words of order and time that carry no date. A noun that names a thing does not belong here.
 */
import { stemmer } from 'stemmer';
import { isQuestionWord, isStopWord } from '../../text/stop-terms.ts';

const ENGLISH = `
able accord account act activ actual addit address aim allow already alreadi also although among amount announc anoth answer appear
area around articl ask aspect assist avail base becom began begin behind belong benefit besid beyond bring brought build built
call came can carri case caus caught chang clear come common complet concern condit consist contain continu cost could cover creat
current deal decid depend describ design detail develop differ direct discuss done due effect effort either enabl ensur especi
etc even event everi exampl exist expand explain express fact far featur feel few find follow form found full further gave general
give given goal goe good great group grow happen hear held help henc high hold howev idea identifi import improv includ increas
indic individu inform instead intend intent interest introduc involv issu keep kept kind known larg last late later launch lead
least led let level like list live local long look made main mainli major make manag mani mark matter mean mention method
moreov move much name nam need new newli note notic number obtain occur offer often one open oper order organ other overal own part particular
peopl per perform period person place plan point posit possibl present previous primari primarili process produc product program project provid publish
purpos put question quick rang rather reach read real recent record refer regard relat releas remain report requir respect result role
said same say see seen seek sever show shown side similar simpl sinc situat small someth sourc special specif start state still
stand step stood support system take taken talk tell term test therefor thing though thu time today togeth told took tool top
total toward tri trial turn type under understand unveil usag use user util valu vari various view want way well went whole wide widespread within
enough word work would write written year yet effort involv enabl serv attract boost strengthen upgrad facilit regard address trial pilot
speed pace rapid rapidli fast faster accelerat quickli notabl addition furthermor moreov overall specifically mainly currently presently
`;

const CHINESE = `
其实 实际上 事实上 目前 现时 现在 当时 正在 已经 现已 进行 提供 使用 采用 运用 利用 应用 表示 指出 认为 提到 提及 介绍 说明 称 包括 包含 例如 比如 以及 同时 另外 此外 而且
并且 因此 所以 其中 主要 通过 透过 由于 因为 为了 有关 相关 关于 对于 方面 方式 情况 内容 文章 段落 根据 资料 信息 显示 属于 作为 成为 拥有 具有 具备 设有 有着
需要 可以 能够 可 能 将会 将要 打算 计划 计划于 预计 希望 想要 愿意 开始 完成 推出 发布 公布 宣布 发表 推行 实施 开发 研发 制造 制作 生产 建立 设立 成立 创立 创建 打造 兴建
建设 开设 举办 举行 进入 达到 达 获得 取得 得到 提高 提升 增加 改善 加强 加快 推动 促进 支持 支援 帮助 协助 吸引 投入 投放 拨款 拨出 动用 花费 用于 用来 用作 负责 管理 领导
测试 试用 试验 试行 尝试 开放 公开 供 让 令 使 给 向 从 到 至 于 在 由 以 和 与 及 或 是 为 即 也 都 就 还 又 再 更 较 很 十分 非常 相当 特别 尤其 一般 通常 经常 多数 不同 各种 各类
各个 多个 多种 多间 多家 一些 部分 整体 全面 全部 新 大 小 高 低 好 多 少 早 晚 快 慢 强 主 名 个 间 家 款 种 项 只 部 位 次 年 月 日 岁 元 人 事 事情 东西 地方 时候 时间 期间 以来 之前 之后 以前 以后
里面 里 当中 之中 上面 下面 内 外 前 后 来 去 过 着 了 的 地 得 吧 呢 吗 啊 嘛 做 整 搞 用 叫 讲 说 话 问 答 想 要 会 识 肯 啱 得 到 咗 返 落 起 出 入 埋 晒 住 系 喺 嘅 哋 啲 嗰 这个 那个 这些 那些 这种 这款 这家
它 他 她 它们 他们 我们 你 自己 本身 其 该 此 这 那 哪 什么 如何 怎样 大量 不少 许多 很多 几 数 约 大约 左右 超过 逾 至少 最少 不少于 以上 以下 将近 接近 总共 合共 共 总 一共 分别 各 每 另 同样 一样 一直 仍 仍然 依然 一起
当地 答案 问题 名字 名称 名为 称为 叫做 意思 意味 指的是 就是 那就是 原因 目的 目标 作用 功能 特点 优势 好处 人士 人员 专门 专为 设计 设计用来
`;

let stems: ReadonlySet<string> | undefined;
let plain: ReadonlySet<string> | undefined;

/** @param word in lower case. */
export function isPlainEnglish(word: string): boolean {
  stems ??= new Set(ENGLISH.trim().split(/\s+/));
  if (isStopWord(word) || isQuestionWord(word) || stems.has(word)) return true;
  const stem = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
  return stems.has(stem) || /.{3}ly$/.test(word);
}

/** Of a word in `isPlainChinese`. */
export const LONGEST_PLAIN = 4;

/** @param word of two characters or more, folded and bridged. */
export const isPlainChinese = (word: string): boolean => chinese().has(word);

export const isPlainCharacter = (character: string): boolean => chinese().has(character);

function chinese(): ReadonlySet<string> {
  plain ??= new Set(CHINESE.trim().split(/\s+/));
  return plain;
}

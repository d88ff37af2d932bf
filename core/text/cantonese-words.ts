import { ASKING } from './cantonese-words/asking.ts';
import { AUTHORITIES } from './cantonese-words/authorities.ts';
import { EVERYDAY } from './cantonese-words/everyday.ts';
import { FAMILY } from './cantonese-words/family.ts';
import { GRAMMAR } from './cantonese-words/grammar.ts';
import { HEALTH } from './cantonese-words/health.ts';
import { HOME } from './cantonese-words/home.ts';
import { LEISURE } from './cantonese-words/leisure.ts';
import { MONEY } from './cantonese-words/money.ts';
import { ONLINE } from './cantonese-words/online.ts';
import { SCHOOL } from './cantonese-words/school.ts';
import { TRAVEL } from './cantonese-words/travel.ts';
import { WORK } from './cantonese-words/work.ts';

/**
 * Colloquial Hong Kong Cantonese and the written Chinese a search should treat as the same. One line a meaning: the written
 * word, a colon, the colloquial ones. For matching only, hence coarser than a dictionary would allow. `_` is nothing.
 */
export const COLLOQUIAL_WORDS: readonly string[] = [
  GRAMMAR,
  EVERYDAY,
  ASKING,
  WORK,
  MONEY,
  HEALTH,
  HOME,
  SCHOOL,
  TRAVEL,
  LEISURE,
  AUTHORITIES,
  FAMILY,
  ONLINE,
];

/**
 * Written words that hold a colloquial one by accident: they stay as they are. (係 folds to 系, hence 系統; 邊個 must not be seen
 * in 海邊個個.)
 */
export const LOOKALIKES = `
關係 聯繫 維繫 係數 系統 系列 體系 系數 派系 星系 語系 直系 嫡系 學系 院系 科系 水系 譜系 母系 父系 干係 世系 銀河系 太陽系 系主任 中文系 英文系 系譜
旁邊 身邊 周邊 左邊 右邊 東邊 西邊 南邊 北邊 海邊 河邊 路邊 岸邊 湖邊 江邊 兩邊 一邊 那邊 這邊 呢邊 嗰邊 雙邊 多邊 單邊 外邊 裡邊 上邊 下邊 手邊
往返 返還 遣返 返航 返程 折返 返璞
仲裁 伯仲 仲介 仲夏 昆仲 管仲
搞笑 惡搞 搞活
俾斯麥 喇叭 喇嘛 啦啦隊 哎呀 呀然
今日本 咁多利 一陣間歇
人工智能 人工智慧 人工島
侵蝕 腐蝕 日蝕 月蝕 蝕刻 剝蝕 風蝕 海蝕 浸蝕 銷蝕 溶蝕 蝕變
傾斜 傾向 傾銷 傾聽 傾倒 傾力 傾盆 傾注 傾卸 傾覆 傾側 傾家 傾角 傾巢 傾瀉 左傾 右傾
支撐 撐桿 撐竿 撐傘 撐開 撐起 撐船 呃逆 嘈雜 門閂
會點票 會點名 會點擊 會點心
上年紀 以上年 史上年 以下年 之下年 下年紀 下年度 鄉下年
個女人 個女仔 個女性 個女工 個女生 個女士 個女子 個女孩 個女兵 個女皇 個女王 個女童 個女學 個女警 個女教 個女乘 個女委 個女議 個女候 個女演 個女歌 個女球 個女網 個女僕 個女神 個女星 個女主 個女嬰 個女犯 個女病 個女醫 個女護 個女巫 個女船 個女運
打開嘅 公開嘅 離開嘅 分開嘅 展開嘅 召開嘅 張開嘅 使用得 採用得 應用得 運用得 投入得 出世界 粒電池 粒電芯 粒電子 同踩 踩踏 唔見咗人 引起嘅 發起嘅 興起嘅 掀起嘅 一起嘅
出糧食 糧期間 糧單產 糧單位 到底薪 轉工程 轉工作 轉工業 轉工序 被炒作 被炒熱 被炒高
用戶口 客戶口 住戶口 商戶口 農戶口 窗戶口 門戶口 信息口 消息口 收條件
提交稅 遞交稅 成交稅 驗身份 體驗身 恢復診 康復診 醫生仔 先生仔 花生仔 生仔細 新生嬰兒 初生嬰兒 出生嬰兒
大肚腩 大肚子 血壓高於 血壓高低 安排期 飲食藥 膳食藥 食藥監 食藥物
成交租 提交租 遞交租 退租金 出租客 租客貨 打釘子 申請工人 邀請工人 簿仔細 個仔細 狗仔隊 銀包括 銀包裝
學校車 轉車輛 車資料 車資訊 車資源 車資產 參考車 生果然 產生果 發生果 出租場 預約場次 免費飛行 學生飛行 學生飛機 生死線 續牌照
大狀況 大狀態 司法援 無法援 方法援 職津貼 收入息 輸入息 投入息 客服務 太行山 訂台灣 太空船飛 飛船飛 來回飛行 麻雀仔 舊水管 個孫子 訪客位置 月租位置 還返回 撞車輛
幾點 地點 重點 據點 景點 焦點 觀點 特點 優點 缺點 起點 終點 兩點 七點 八點 九點 十點 0點 1點 2點 3點 4點 5點 6點 7點 8點 9點 盲點 弱點 亮點 甜點 收集點 集合點
蚊子 蚊蟲 蚊患 蚊香 蚊咬 蚊叮 滅蚊 防蚊 驅蚊 蚊帳
發放工 家私人 家私立 家私營 呼吸管 虹吸管 上載有 車上載 船上載 機上載 狗狗幣 轉車台 平行山 步行山 售票點 銷售點 監測點 風馳電掣 大肚皮 起飛發 戶口簿 戶口本 戶口登記 戶口制 試點註冊 早點參加
`;

/** 邊 before one of these, or before a number and one of these, asks which (邊間, 邊幾間). */
export const MEASURES =
  '間 款 國 條 部 份 類 座 支 場 張 本 班 區 項 種 年 隊 行 樣 科 套 首 粒 件 單 段 層 次 棵 棟 幢 家 集 筆 塊 味 組 屆 架 檔 級 幕 面 所 晚 期 名 艘 輛 頭';

/** 邊個 before one of these is "which"; before anything else it is "who". */
export const ASKED_WHICH =
  '國 城 部門 部長 黨 官 機構 鎮 島 港 工會 工程 電台 電視 月 學 基金 醫生 醫院 議員 站 台 出口 教 法院 法官 法庭 位 公司 公園 公屋 場 團 主教 王 網 碼頭 地 組 世紀 承 年 員工 球員 商 樂 版 委員 律師 科學 牌 選區 市 省 州 州份 縣 村 區 客 投資 功能 軍官 探測 記者 行業 氏族 慈善 對手 病房 器官 角色 教練 廳 停車 平台 部分 國王 成員 季 建築 農場 作曲 燈 湖 植物 動物 語 範疇 集團 型 品牌 模型 政府 計劃 項目 階段 方向 買家 供應 軟件 軟體 系統 程式 單位 部隊 種族 民族 星期 禮拜 節日 比賽 項 獎 活動 課程 專業 品種 山 河 海灘 海灣 路口 街市 博物 圖書 大學 中學 小學 學校 銀行 帳 戶口 檔案 文件 表格 數字 字 詞';

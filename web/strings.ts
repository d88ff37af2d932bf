import { LANGUAGES, type Language } from '../core/types.ts';

/**
 * Everything the widget says: Cantonese, Simplified, Traditional, English. Short, since every byte is downloaded, and
 * divided by `|`, which takes half the bytes of quotes and commas when compressed.
 */
const TABLE = {
  open: '問三文|向三文提问|向三文提問|Ask Samman',
  close: '閂埋|关闭|關閉|Close',
  fresh: '重新開始|重新开始|重新開始|Start anew',
  interface: '語言|语言|語言|Language',
  conversation: '對話|对话|對話|Conversation',
  welcome:
    '想知咩就問。每句答案都有出處，撳號碼睇原文。|请提问。每句答案都有出处，点击编号看原文。|請提問。每句答案都有出處，按號碼看原文。|Ask a question. Every sentence names its source: press its number.',
  starters: '試下問|不妨问|不妨問|You could ask',
  question: '想問啲咩？|想问什么？|想問甚麼？|Ask a question',
  wordless: '呢度冇字。|这里没有文字。|這裏沒有文字。|There is no word in it.',
  send: '送出|发送|送出|Send',
  stop: '停|停止|停止|Stop',
  dictate: '用口講|语音输入|語音輸入|Dictate',
  asked: '你問|你问|你問|You asked',
  answered: '三文答|三文答|三文答|Samman answered',
  reading: '睇緊文章…|正在翻查文章…|正在翻查文章…|Reading the articles…',
  queued: '前面等緊：|前面人数：|前面人數：|Before you: ',
  stopped: '停咗。|已停止。|已停止。|Stopped.',
  again: '再問|再问|再問|Ask again',
  copy: '複製|复制|複製|Copy',
  copied: '複製咗|已复制|已複製|Copied',
  speak: '讀出嚟|朗读|朗讀|Read aloud',
  sources: '出處|出处|出處|Sources',
  source: '出處|出处|出處|Source',
  page: '開全文|打开全文|打開全文|Open the article',
  back: '返去|返回|返回|Back',
  lost: '攞唔到篇文章。|无法读取文章。|無法讀取文章。|The article cannot be read.',
  changed:
    '篇文章改咗，冇呢句嘞。|文章已修改，没有这句了。|文章已修改，沒有這句了。|The article has changed: this is gone.',
  helpful: '幫唔幫到你？|有帮助吗？|有幫助嗎？|Did this help?',
  yes: '幫到|有|有|Yes',
  no: '幫唔到|没有|沒有|No',
  why: '點解？（唔填都得）|原因（可不填）|原因（可不填）|Why? (optional)',
  thanks: '多謝你！|谢谢！|多謝！|Thank you.',
  offline:
    '連唔到伺服器。睇下有冇網絡，再試過。|无法连接服务器，请检查网络后再试。|無法連接伺服器，請檢查網絡後再試。|The server cannot be reached. Check your connection.',
  busy: '太多人問緊，等陣再試。|提问的人太多，请稍后再试。|提問的人太多，請稍後再試。|Too many people are asking. Try again in a while.',
  limit:
    '你問得太快，等陣再試。|提问太快，请稍后再试。|提問太快，請稍後再試。|Too many questions. Try again in a while.',
  timeout:
    '等好耐都冇回覆，等陣再試。|没有及时答复，请稍后再试。|沒有及時答覆，請稍後再試。|No answer came in time. Try again in a while.',
  broken:
    '伺服器出咗事，等陣再試。|服务器出错，请稍后再试。|伺服器出錯，請稍後再試。|The server failed. Try again in a while.',
  seconds: '秒|秒|秒|s',
} as const satisfies Record<string, `${string}|${string}|${string}|${string}`>;

export type Strings = Readonly<Record<keyof typeof TABLE, string>>;

export function stringsIn(language: Language): Strings {
  const column = LANGUAGES.indexOf(language);
  return Object.fromEntries(Object.entries(TABLE).map(([key, row]) => [key, row.split('|')[column]])) as Strings;
}

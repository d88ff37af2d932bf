/**
 * Why a file was left out, in the editor's language. The English sentence that the ingest gives, and the index keeps, is the
 * key, as in gettext; a test holds this list against what `ingest/` can say.
 */
import type { Language } from '../../../core/types.ts';
import { fill } from '../../../web/fill.ts';

export interface LeftOutReason {
  /** After the file's name. */
  readonly text: string;
  /** What `text` is in: English where a reason is not known here. */
  readonly language: Language;
  /** What a parser said of it, in English. */
  readonly detail?: string;
}

type Translations = Readonly<Record<Exclude<Language, 'en'>, string>>;

/** `{detail}` may only end a sentence, since it stays English. */
const REASONS: Readonly<Record<string, readonly [yue: string, hant: string, hans: string]>> = {
  'is empty.': ['係空嘅。', '是空的。', '是空的。'],
  'has no text.': ['入面冇文字。', '沒有文字。', '没有文字。'],
  'has no text that a reader of the page would see.': [
    '網頁上面冇讀者睇到嘅字。',
    '沒有讀者在網頁上看得到的文字。',
    '没有读者在网页上看得到的文字。',
  ],
  'cannot be read ({code}).': ['讀唔到（{code}）。', '無法讀取（{code}）。', '无法读取（{code}）。'],
  'is a second version of {key}; {other} is the first. Rename one, or give it another id.': [
    '係 {key} 嘅第二個版本，第一個係 {other}。改咗其中一個嘅檔名，或者畀過另一個 id。',
    '是 {key} 的第二個版本，第一個是 {other}。請將其中一個改名，或另給一個 id。',
    '是 {key} 的第二个版本，第一个是 {other}。请将其中一个改名，或另给一个 id。',
  ],
  'is by its name in a language that Samman does not know ({tag}). It knows yue, zh-Hant (zh-TW, zh-HK), zh-Hans (zh-CN, zh-SG) and en; with a language in its front matter it is read all the same.':
    [
      '睇檔名，係三文唔識嘅語言（{tag}）。三文識 yue、zh-Hant（zh-TW、zh-HK）、zh-Hans（zh-CN、zh-SG）同 en；喺檔頭寫明語言就照讀。',
      '的檔名表示它用三文不懂的語言（{tag}）。三文懂得 yue、zh-Hant（zh-TW、zh-HK）、zh-Hans（zh-CN、zh-SG）和 en；在檔頭註明語言便照樣讀取。',
      '的文件名表示它用三文不懂的语言（{tag}）。三文懂得 yue、zh-Hant（zh-TW、zh-HK）、zh-Hans（zh-CN、zh-SG）和 en；在文件开头注明语言便照样读取。',
    ],
  'is a binary file, not text.': ['係二進制檔案，唔係文字。', '是二進位檔案，不是文字。', '是二进制文件，不是文本。'],
  'is not text in UTF-8, UTF-16, Big5 or GB18030. Save it as UTF-8.': [
    '唔係 UTF-8、UTF-16、Big5 或者 GB18030 嘅文字。儲存做 UTF-8 再試。',
    '不是 UTF-8、UTF-16、Big5 或 GB18030 的文字。請另存為 UTF-8。',
    '不是 UTF-8、UTF-16、Big5 或 GB18030 的文本。请另存为 UTF-8。',
  ],
  'is a Word file of the old format (.doc). Save it as .docx.': [
    '係舊格式嘅 Word 檔案（.doc）。儲存做 .docx 再試。',
    '是舊格式的 Word 檔案（.doc）。請另存為 .docx。',
    '是旧格式的 Word 文件（.doc）。请另存为 .docx。',
  ],
  'is a rich text file (.rtf). Save it as .docx.': [
    '係 RTF 檔案（.rtf）。儲存做 .docx 再試。',
    '是 RTF 檔案（.rtf）。請另存為 .docx。',
    '是 RTF 文件（.rtf）。请另存为 .docx。',
  ],
  'is an OpenDocument file (.odt). Save it as .docx.': [
    '係 OpenDocument 檔案（.odt）。儲存做 .docx 再試。',
    '是 OpenDocument 檔案（.odt）。請另存為 .docx。',
    '是 OpenDocument 文件（.odt）。请另存为 .docx。',
  ],
  'has {size} MB; a file of this kind has {most} at most. Split it.': [
    '有 {size} MB，呢類檔案最多 {most} MB。分開幾個先。',
    '有 {size} MB，這類檔案最多 {most} MB。請分成幾個。',
    '有 {size} MB，这类文件最多 {most} MB。请分成几个。',
  ],
  'has more than {most} million characters. Split it.': [
    '超過 {most} 百萬個字元。分開幾個先。',
    '超過 {most} 百萬個字元。請分成幾個。',
    '超过 {most} 百万个字符。请分成几个。',
  ],
  'takes longer to read than {seconds} s. Split it, or save it anew.': [
    '讀咗 {seconds} 秒都未讀完。分開幾個，或者重新儲存過。',
    '讀取超過 {seconds} 秒。請分成幾個，或重新儲存。',
    '读取超过 {seconds} 秒。请分成几个，或重新保存。',
  ],
  'takes more memory to read than an article may. Split it, or save it anew.': [
    '讀佢要用嘅記憶體超過上限。分開幾個，或者重新儲存過。',
    '讀取所需的記憶體超過上限。請分成幾個，或重新儲存。',
    '读取所需的内存超过上限。请分成几个，或重新保存。',
  ],
  'is damaged: its parser broke.': [
    '檔案壞咗，讀嘅程式停咗。',
    '檔案已損壞，讀取程式中止了。',
    '文件已损坏，读取程序中止了。',
  ],
  'is damaged, or no {kind}: {detail}': [
    '檔案壞咗，或者唔係 {kind}：',
    '檔案已損壞，或不是 {kind}：',
    '文件已损坏，或不是 {kind}：',
  ],
  'is damaged: {detail}': ['檔案壞咗：', '檔案已損壞：', '文件已损坏：'],
  'is no PDF, whatever its name says.': [
    '檔名話係 PDF，其實唔係。',
    '名稱是 PDF，內容卻不是。',
    '名称是 PDF，内容却不是。',
  ],
  'has {pages} pages; {most} are read at most. Split it.': [
    '有 {pages} 頁，最多讀 {most} 頁。分開幾個先。',
    '有 {pages} 頁，最多讀 {most} 頁。請分成幾個。',
    '有 {pages} 页，最多读 {most} 页。请分成几个。',
  ],
  'is protected by a password. Add a copy without one.': [
    '有密碼鎖住。放一份冇密碼嘅。',
    '有密碼保護。請放入沒有密碼的副本。',
    '有密码保护。请放入没有密码的副本。',
  ],
  'is protected by a password, or of an old format: it is no {kind}. Save it without one as {again}.': [
    '有密碼鎖住，或者係舊格式，唔係 {kind}。唔好加密碼，儲存做 {kind}。',
    '有密碼保護，或是舊格式，不是 {kind}。請不加密碼另存為 {kind}。',
    '有密码保护，或是旧格式，不是 {kind}。请不加密码另存为 {kind}。',
  ],
  'is copy-protected. Add a copy without protection.': [
    '有防複製保護。放一份冇保護嘅。',
    '有防複製保護。請放入沒有保護的副本。',
    '有防复制保护。请放入没有保护的副本。',
  ],
  'has {pages} without text, most likely scanned. Run text recognition (OCR) on it first.': [
    '每頁都冇文字（{pages}），好可能係掃描嘅。先做文字辨識（OCR）。',
    '各頁都沒有文字（{pages}），很可能是掃描件。請先做文字辨識（OCR）。',
    '各页都没有文字（{pages}），很可能是扫描件。请先做文字识别（OCR）。',
  ],
  'has fonts that do not tell their characters, so its text cannot be read. Run text recognition (OCR) on it first.': [
    '字型冇講明係咩字，所以讀唔到文字。先做文字辨識（OCR）。',
    '字型沒有說明對應的字元，無法讀出文字。請先做文字辨識（OCR）。',
    '字体没有说明对应的字符，无法读出文字。请先做文字识别（OCR）。',
  ],
  'unpacks to more than {size} MB or {parts} parts: it is no article.': [
    '解壓之後超過 {size} MB 或者 {parts} 個部分，唔係文章。',
    '解壓後超過 {size} MB 或 {parts} 個部分，不是文章。',
    '解压后超过 {size} MB 或 {parts} 个部分，不是文章。',
  ],
  'has no articles: one JSON object a line.': [
    '冇文章：要每行一個 JSON 物件。',
    '沒有文章：應每行一個 JSON 物件。',
    '没有文章：应每行一个 JSON 对象。',
  ],
  'has a line of {size} million characters. Split it.': [
    '有一行有 {size} 百萬個字元。分開幾行先。',
    '有一行達 {size} 百萬個字元。請分開。',
    '有一行达 {size} 百万个字符。请分开。',
  ],
  'has a line without an "id", by which the article is told from the others.': [
    '有一行冇 "id"，分唔到係邊篇文章。',
    '有一行沒有 "id"，無法與其他文章區分。',
    '有一行没有 "id"，无法与其他文章区分。',
  ],
  'has a line without "text" or "html".': [
    '有一行冇 "text" 又冇 "html"。',
    '有一行沒有 "text" 或 "html"。',
    '有一行没有 "text" 或 "html"。',
  ],
  'has a line that is not JSON: {detail}': ['有一行唔係 JSON：', '有一行不是 JSON：', '有一行不是 JSON：'],
  'has a line that is not a JSON object: {detail}': [
    '有一行唔係 JSON 物件：',
    '有一行不是 JSON 物件：',
    '有一行不是 JSON 对象：',
  ],
  'has front matter that is not closed. End it with a line of ---.': [
    '開頭嘅 front matter 未完。用一行 --- 完結佢。',
    '開頭的 front matter 沒有結束。請以一行 --- 結束。',
    '开头的 front matter 没有结束。请以一行 --- 结束。',
  ],
  'has front matter that is not YAML: {detail}': [
    '開頭嘅 front matter 唔係 YAML：',
    '開頭的 front matter 不是 YAML：',
    '开头的 front matter 不是 YAML：',
  ],
  'has front matter that cannot be used: {detail}': [
    '開頭嘅 front matter 用唔到：',
    '開頭的 front matter 不能用：',
    '开头的 front matter 不能用：',
  ],
  'has a line that cannot be used: {detail}': ['有一行用唔到：', '有一行不能用：', '有一行不能用：'],
};

/** `{name}` stands for anything; what is more particular comes before. */
const PATTERNS: readonly { readonly pattern: RegExp; readonly said: Translations }[] = Object.entries(REASONS).map(
  ([english, [yue, hant, hans]]) => ({
    pattern: new RegExp(
      `^${english
        .split(/(\{\w+\})/)
        .map((part) =>
          /^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>.+?)` : part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'),
        )
        .join('')}$`,
      's',
    ),
    said: { yue, 'zh-Hant': hant, 'zh-Hans': hans },
  }),
);

/** @param reason as the ingest gives it: the rest of an English sentence that begins with the file's name. */
export function leftOutReason(reason: string, language: Language): LeftOutReason {
  if (language === 'en') return { text: reason, language };
  for (const { pattern, said } of PATTERNS) {
    const found = pattern.exec(reason);
    if (!found) continue;
    const { detail, ...values } = found.groups ?? {};
    return { text: fill(said[language], values), language, ...(detail && { detail }) };
  }
  return { text: reason, language: 'en' };
}

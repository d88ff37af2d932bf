import type { Language } from '../../../core/types.ts';

/** Questions readers might ask a library's chatbot in vain, put together by hand where one article would answer them. */
export const GAP_QUESTIONS: readonly (readonly (readonly [string, Language])[])[] = [
  [
    ['Can I bring my dog to the library?', 'en'],
    ['Are pets allowed inside?', 'en'],
    ['可唔可以帶狗入圖書館？', 'yue'],
    ['圖書館准許帶寵物進入嗎？', 'zh-Hant'],
    ['可以带宠物进图书馆吗？', 'zh-Hans'],
  ],
  [
    ['Where can I park my car?', 'en'],
    ['Is there a car park nearby?', 'en'],
    ['附近邊度有得泊車？', 'yue'],
    ['图书馆有停车场吗？', 'zh-Hans'],
  ],
  [
    ['How do I pay an overdue fine?', 'en'],
    ['What is the fine for returning a book late?', 'en'],
    ['遲咗還書要罰幾多錢？', 'yue'],
    ['逾期還書的罰款是多少？', 'zh-Hant'],
    ['还书晚了要罚多少钱？', 'zh-Hans'],
  ],
  [
    ['What is the wifi password?', 'en'],
    ['Is there free wifi?', 'en'],
    ['Wi-Fi密碼係乜嘢？', 'yue'],
    ['館內有免費無線上網嗎？', 'zh-Hant'],
  ],
  [
    ['Can I book a study room?', 'en'],
    ['點樣預約自修室？', 'yue'],
    ['怎么预约自习室？', 'zh-Hans'],
    ['How to reserve a meeting room for a study group', 'en'],
  ],
  [
    ['Do you have job vacancies?', 'en'],
    ['Is the library hiring?', 'en'],
    ['你哋請唔請人？', 'yue'],
    ['图书馆招聘员工吗？', 'zh-Hans'],
  ],
  [
    ['How much does photocopying cost?', 'en'],
    ['影印一張幾錢？', 'yue'],
    ['复印一页多少钱？', 'zh-Hans'],
    ['Can I print documents here, and for how much?', 'en'],
  ],
  [
    ['I lost my library card, what should I do?', 'en'],
    ['唔見咗圖書證點算？', 'yue'],
    ['圖書證遺失了怎麼辦？', 'zh-Hant'],
  ],
  [
    ['Is the building accessible by wheelchair?', 'en'],
    ['坐輪椅入唔入到嚟？', 'yue'],
    ['有无障碍通道吗？', 'zh-Hans'],
  ],
  [
    ['When is the swimming pool open?', 'en'],
    ['泳池幾點開？', 'yue'],
    ['游泳池什么时候开放？', 'zh-Hans'],
  ],
  [
    ['What is the weather tomorrow?', 'en'],
    ['聽日天氣點？', 'yue'],
  ],
  [['Who is the mayor of London?', 'en']],
  [['點樣整蛋撻？', 'yue']],
  [['Write me a poem about the sea', 'en']],
  [['港幣兌日圓匯率是多少？', 'zh-Hant']],
];

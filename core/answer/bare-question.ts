/** Questions that name nothing that they are about: 「要咩文件」, 「使唔使錢」, “How long does it take?”. */
import { foldScript } from '../language/script.ts';
import { bridgeCantonese } from '../text/cantonese.ts';
import { isQuestionWord, isStopWord } from '../text/stop-terms.ts';

/** Asking, and whom it is done to; folded, and bridged from Cantonese. Of two that begin alike the longer stands first. */
const ASKING =
  /什么时候|可不可以|需不需要|是不是|有没有|能不能|要不要|会不会|应不应该|为什么|怎么样|怎么办|多少|多久|什么|怎么|怎样|如何|何时|几时|是否|可以|需要|必须|应该|一定|请问|知道|大概|一共|总共|一般|通常|最多|最少|至少|最快|最迟|最早|提前|提早|我们|你们|他们|另外|如果|的话|没有|真的|对不对|超过|不止|多过|少过|即是|就是|[几哪谁何是有要会能可得才先再又还最就都也不没未想知做里在到去给由从被把让用我你他她它这那个些的地了着过吗呢吧呀啊嘛么]/g;

/** What may be asked of anything, and for whom. */
const GENERAL =
  /文件|资料|证明|表格|资格|条件|要求|现金|信用卡|支票|转账|转数快|付款|支付|费用|收费|付费|手续费|价[钱格]|免费|批核|审批|获批|批准|结果|收到|报名|预约|预订|预定|申请|登记|取消|改期|延期|延迟|退款|退钱|退还|退回|查询|扣除|电话|电邮|号码|热线|传真|地[址点方]|位置|网[址站]|时间|日期|开始|结束|完成|截止|期限|提交|递交|包括|优惠|折扣|按金|押金|订金|罚款|手续|程序|方法|步骤|名额|人数|年龄|名字|负责人?|等候|轮候|需时|分钟|小时|工作天|今[天日]|明[天日]|[上下]午|晚上|早上|周末|平日|假期|星期[一二三四五六日天几]|之前|之后|之内|以[前后内]|一次|每次|下班|开门|关门|营业|开放|学生|非?会员|长者|老人|小朋友|儿童|小童|成[人年]人?|大人|[钱费付收贵批报订退罚交办完开关等包填带打岁人位天日月年点钟次份张前后内号]/g;

const ENGLISH_GENERAL = new Set(
  `fee fees cost costs price prices charge charges pay paid payment cash cheque card credit free money document documents paper
papers form forms requirement requirements condition conditions apply application register registration enrol enrolment book
booking appointment cancel cancellation refund refunds deposit discount discounts deadline date time times hours phone number
email address website location long take takes wait waiting result results start starts end ends open opens close closes
eligible qualify send submit bring advance online contact`
    .split(/\s+/)
    .filter(Boolean),
);

/** Whether a question consists of words that ask and of what may be asked of anything. */
export function isBare(question: string): boolean {
  const asked = bridgeCantonese(foldScript(question)).toLowerCase();
  const words = asked.match(/[a-z'’-]+/g) ?? [];
  if (!words.every((word) => isStopWord(word) || isQuestionWord(word) || ENGLISH_GENERAL.has(word))) return false;
  const chinese = asked.replace(/[^\p{Script=Han}]/gu, '');
  // In English a number names something: “Where is 100?”, “in 2020”.
  if (chinese === '' && /\p{N}/u.test(asked)) return false;
  // 「1823係咩」, 「968幾錢」: a line or a route; not 700個, $3,000 and 2024年.
  if (/(?<![\p{N},.$])\p{N}{3,}(?![\p{N},.%元蚊块个名人位岁年日])/u.test(asked)) return false;
  return chinese.replace(GENERAL, '').replace(ASKING, '') === '' && (chinese !== '' || words.length > 0);
}

// Words that files use for statuses, for "missing", and for parties that are none.
import { PAYMENT_STATUSES } from "../model/payment.ts"

/** Compatibility forms and case folded, outer spaces cut: how words of tables are compared. */
export function foldWord(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase()
}

/** Words for statuses, by index in `PAYMENT_STATUSES`: English, then Chinese (as wallets and banks print them). */
const STATUS_WORDS: readonly string[] = [
  `settled, completed, complete, success, successful, succeeded, ok, paid, booked, posted, done, approved, confirmed, cleared,
   executed, accepted, processed, received, sent, finished, closed successfully, book, acsc, accc,
   成功, 交易成功, 支付成功, 付款成功, 转账成功, 已完成, 完成, 已支付, 已付款, 已到账, 已入账, 已收款, 已转账, 已结算, 交易完成, 充值成功, 还款成功,
   交易結束, 已結算, 支付完成, 已清算`,
  `pending, processing, in progress, authorised, authorized, initiated, created, submitted, waiting, on hold, held, open, new,
   scheduled, pdng, 处理中, 處理中, 进行中, 待付款, 待支付, 等待付款, 等待确认收货, 等待對方付款, 待处理, 审核中, 未完成, 待确认, 待发货, 待收货`,
  `reversed, reversal, cancelled, canceled, cancel, failed, failure, declined, rejected, void, voided, expired, returned, chargeback,
   charged back, closed, rjct, canc, error, aborted, denied, blocked,
   交易关闭, 交易關閉, 已关闭, 关闭, 失败, 交易失败, 支付失败, 已撤销, 撤销, 冲正, 已冲正, 已取消, 取消, 已过期, 已退回, 退回, 退票`,
  `refunded, refund, refund completed, fully refunded, 已退款, 已全额退款, 退款成功, 退款, 全额退款, 对方已退还, 已退还`,
]

const STATUSES: ReadonlyMap<string, number> = new Map(
  STATUS_WORDS.flatMap((words, status) => words.split(",").map((word) => [foldWord(word), status] as const)),
)

/** Index in `PAYMENT_STATUSES` of a status word; -1 when it is not known. */
export function statusOf(text: string): number {
  return STATUSES.get(foldWord(text)) ?? -1
}

/** The four statuses by name, for code that sets one. */
export const STATUS = Object.fromEntries(PAYMENT_STATUSES.map((status, index) => [status, index])) as Record<
  (typeof PAYMENT_STATUSES)[number],
  number
>

/** What programs write where there is no value. A mapping may give others. */
export const MISSING_TEXTS: readonly string[] = [
  "NULL",
  "null",
  "\\N",
  "NaN",
  "nan",
  "None",
  "N/A",
  "n/a",
  "#N/A",
]

/** What stands in a party column when money is paid in or out in cash, or the party is not known. */
const NO_PARTY = /^(?:cash|unknown|anonymous|n\/?a|none|[-/]+|现金|現金|未知|不详|无)$/i

/** One text for each beginning and ending that `NO_PARTY` has, in either case, and of its greatest length. */
export const NO_PARTY_SAMPLES: readonly string[] = [
  ..."cash unknown anonymous n/a na none".split(" ").flatMap((word) => [word, word.toUpperCase()]),
  ..."- / 现金 現金 未知 不详 无".split(" "),
]
export const NO_PARTY_MAX_LENGTH = 9

/** The id of a party; empty when the text says that there is none to speak of: cash, unknown. */
export function partyOf(text: string): string {
  return text.length <= NO_PARTY_MAX_LENGTH && NO_PARTY.test(text) ? "" : text
}

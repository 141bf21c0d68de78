// When two names are written the same.
import { MASKED_NAME } from "../model/person.ts"

const LETTERS = /\p{L}/gu
/** A single letter is no name. */
const MIN_LETTERS = 2

/**
 * What wallets and forms call everyone who gave no name: WeChat, for one, tells 微信用户 in place of every nickname (WeChat
 * documentation for developers, wx.getUserProfile, change of October 2022).
 */
const DEFAULT_NAME = new RegExp(
  "^(?:(?:we ?chat|weixin|alipay|taobao|paypal|qq|zalo|微信|支付[宝寶]|淘[宝寶]|抖音) ?)?" +
    "(?:(?:anonymous|new|unknown|default|匿名|默认|預設|新|未知) ?)?" +
    "(?:user|username|customer|client|member|guest|account|name|用[户戶]|客[户戶]|会员|會員|昵称|暱稱|[帐账帳]号) ?\\d*$",
)
const NO_NAME =
  /^(?:n\/a|null|none|undefined|unknown|anonymous|no name|test|匿名|未知|无|無|不详|不詳|佚名|无名氏|無名氏)$/

/** Whether the name, in the form of `exactName`, is one that stands for anybody. */
const isDefault = (name: string): boolean => DEFAULT_NAME.test(name) || NO_NAME.test(name)

/**
 * The form in which names are compared: width, case and white space do not count, all else does. Empty for no name, for
 * one that is masked, as 张** stands for many people, and for one that a wallet gives to everybody.
 */
export function exactName(name: string): string {
  const plain = name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim()
  const letters = plain.match(LETTERS)?.length ?? 0
  return letters < MIN_LETTERS || MASKED_NAME.test(plain) || isDefault(plain) ? "" : plain
}

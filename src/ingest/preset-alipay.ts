// Alipay: the bill of the mobile app (2021 on) and the older one of the web site, as CSV in GB18030.
import { parseAmount } from "../model/money.ts"
import type { Preset } from "./preset.ts"
import { rowFault } from "./row-fault.ts"
import { type BillCell, billReader, billStatus, joinTexts } from "./wallet-bill.ts"
import { STATUS } from "./words.ts"

export const ALIPAY_PRESET: Preset = {
  name: "alipay",
  title: "Alipay bill of the mobile app (支付宝 电子客户回单), CSV",
  recognises: "columns 交易时间, 交易分类, 交易对方, 对方账号, 商品说明, 收/支, 金额, 交易状态, 交易订单号",
  timeZone: "Asia/Shanghai",
  requires: [
    "交易时间",
    "交易分类",
    "交易对方",
    "对方账号",
    "商品说明",
    "收/支",
    "金额",
    "交易状态",
    "交易订单号",
  ],
  inOrder: false,
  reading: {
    open: billReader({
      id: "交易订单号",
      time: ["交易时间"],
      amount: "金额",
      status: "交易状态",
      direction: ["收/支"],
      parties: ["交易对方", "对方账号"],
      party: "交易对方",
      memo: ["商品说明", "备注"],
      attributes: ["交易分类", "收/付款方式", "商家订单号"],
      holder: holderOf,
      readEntry(cell, amountMinor) {
        const direction = cell("收/支")
        const isNeutral = direction === "不计收支" || direction === ""
        if (!isNeutral && direction !== "收入" && direction !== "支出") {
          return rowFault("DIRECTION_UNKNOWN", "direction", direction)
        }
        const category = cell("交易分类")
        const goods = cell("商品说明")
        const isRefund = category === "退款" || /退款/.test(cell("交易状态"))
        const status = isRefund ? STATUS.refunded : billStatus(cell("交易状态"), amountMinor)
        // A purchase that was called off is not counted as spending, but it is no move between own accounts.
        const isOwnAccount = isNeutral && !isRefund && status !== STATUS.reversed
        return {
          ...partyOfRow(cell("对方账号"), cell("交易对方")),
          isIn: isNeutral
            ? isRefund || (isOwnAccount && movesIntoWallet(category + goods))
            : direction === "收入",
          isOwnAccount,
          status,
          channel: /红包/.test(goods) ? "red-packet" : "wallet",
          memo: joinTexts(goods, cell("备注")),
        }
      },
    }),
  },
}

export const ALIPAY_WEB_PRESET: Preset = {
  name: "alipay-web",
  title: "Alipay bill of the web site (支付宝交易记录明细查询), CSV",
  recognises:
    "columns 交易号, 交易创建时间, 付款时间, 交易对方, 商品名称, 金额（元）, 收/支, 交易状态, 资金状态",
  timeZone: "Asia/Shanghai",
  requires: [
    "交易号",
    "交易创建时间",
    "付款时间",
    "交易对方",
    "商品名称",
    "金额（元）",
    "收/支",
    "交易状态",
    "资金状态",
  ],
  inOrder: false,
  reading: {
    open: billReader({
      id: "交易号",
      time: ["付款时间", "交易创建时间"],
      amount: "金额（元）",
      status: "交易状态",
      direction: ["收/支", "资金状态"],
      parties: ["交易对方"],
      party: "交易对方",
      memo: ["商品名称", "备注"],
      attributes: ["类型", "商家订单号", "交易来源地"],
      holder: holderOf,
      readEntry(cell, amountMinor) {
        const direction = cell("收/支") || fundsDirection(cell("资金状态"))
        if (direction !== "收入" && direction !== "支出" && direction !== "") {
          return rowFault("DIRECTION_UNKNOWN", "direction", direction)
        }
        const status = refundedInFull(cell, amountMinor)
          ? STATUS.refunded
          : billStatus(cell("交易状态"), amountMinor)
        const isOwnAccount = direction === "" && status !== STATUS.reversed && status !== STATUS.refunded
        const goods = cell("商品名称")
        return {
          ...partyOfRow("", cell("交易对方")),
          isIn:
            direction === "" ? isOwnAccount && movesIntoWallet(cell("类型") + goods) : direction === "收入",
          isOwnAccount,
          status,
          channel: /红包/.test(goods) ? "red-packet" : "wallet",
          memo: joinTexts(goods, cell("备注")),
        }
      },
    }),
  },
}

/** In the web bill a refund is a column of the payment, not a row. */
function refundedInFull(cell: BillCell, amountMinor: number): boolean {
  const refund = parseAmount(cell("成功退款（元）"), "CNY", ".")
  return refund.ok && refund.minor > 0 && refund.minor >= amountMinor
}

function fundsDirection(state: string): string {
  if (state === "已收入") return "收入"
  return state === "已支出" ? "支出" : ""
}

function holderOf(preamble: string, file: string): { id: string; name: string } {
  const account = /(?:支付宝账户|账号)[：:]\s*\[?([^\]\s]+)/.exec(preamble)?.[1] ?? ""
  const name = /姓名[：:]\s*\[?([^\]\n]+)/.exec(preamble)?.[1]?.trim() ?? ""
  return { id: `alipay:${account || name || file}`, name }
}

/** Accounts are masked (`138******00`): only together with the name do they tell people apart. */
function partyOfRow(account: string, name: string): { party: string; partyName: string } {
  const key = account === "" ? name : account.includes("*") ? joinTexts(account, name) : account
  return { party: key === "" ? "" : `alipay:${key}`, partyName: name }
}

/** Whether a move between own accounts brings money into the wallet. */
function movesIntoWallet(text: string): boolean {
  return /充值|卖出|赎回|转出到余额|转出至余额|转出到账户|收益|提前取回/.test(text)
}

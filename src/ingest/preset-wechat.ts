// WeChat Pay: the bill that the app sends to its user (微信支付账单明细), as CSV. Layout as exported since 2017.
import type { Preset } from "./preset.ts"
import { rowFault } from "./row-fault.ts"
import { type BillCell, type BillEntry, billReader, billStatus, joinTexts } from "./wallet-bill.ts"
import { STATUS } from "./words.ts"

export const WECHAT_PRESET: Preset = {
  name: "wechat",
  title: "WeChat Pay bill (微信支付账单明细), CSV",
  recognises: "columns 交易时间, 交易类型, 交易对方, 商品, 收/支, 金额(元), 当前状态, 交易单号",
  timeZone: "Asia/Shanghai",
  requires: ["交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "当前状态", "交易单号"],
  inOrder: false,
  reading: {
    open: billReader({
      id: "交易单号",
      time: ["交易时间"],
      amount: "金额(元)",
      status: "当前状态",
      direction: ["收/支"],
      parties: ["交易对方"],
      party: "交易对方",
      memo: ["商品", "备注"],
      attributes: ["交易类型", "支付方式", "商户单号"],
      holder: (preamble, file) => {
        const name = /微信昵称[：:]\s*\[?([^\]\n]+)/.exec(preamble)?.[1]?.trim() ?? ""
        return { id: `wechat:${name || file}`, name }
      },
      readEntry(cell, amountMinor) {
        const type = cell("交易类型")
        const direction = cell("收/支")
        if (direction !== "收入" && direction !== "支出" && direction !== "" && direction !== "中性交易") {
          return rowFault("DIRECTION_UNKNOWN", "direction", direction)
        }
        const isNeutral = direction === "" || direction === "中性交易"
        const isRefund = /退款/.test(type)
        return {
          ...partyOfRow(cell),
          isIn: isNeutral ? isRefund || movesIntoWallet(type) : direction === "收入",
          isOwnAccount: isNeutral && !isRefund,
          status: isRefund ? STATUS.refunded : billStatus(cell("当前状态"), amountMinor),
          channel: type.includes("红包") ? "red-packet" : "wallet",
          memo: joinTexts(cell("商品"), cell("备注")),
        } satisfies BillEntry
      },
    }),
  },
}

function partyOfRow(cell: BillCell): { party: string; partyName: string } {
  const name = cell("交易对方")
  return { party: name === "" ? "" : `wechat:${name}`, partyName: name }
}

/**
 * Whether a move between own accounts brings money into the wallet (零钱). The money fund (零钱通) is part of the
 * wallet for moves from and to a bank, and outside it for moves from and to the balance.
 */
function movesIntoWallet(type: string): boolean {
  if (/^转入零钱通/.test(type)) return !/来自零钱$/.test(type)
  if (/^零钱通转出/.test(type)) return /到零钱$/.test(type)
  return /充值|赎回|转入/.test(type)
}

import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { PRESETS } from "../../src/ingest/presets.ts"
import { readPayments } from "../../src/ingest/read-payments.ts"
import { failure, type Plain, plainRows, read } from "./read-support.ts"

const WECHAT = `微信支付账单明细,,,,,,,,,,
微信昵称：[林记],,,,,,,,,,
起始时间：[2024-03-01 00:00:00] 终止时间：[2024-03-31 23:59:59],,,,,,,,,,
,,,,,,,,,,
共9笔记录,,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
`
const wechat = (row: string) => `2024-03-02 08:00:01,${row},"9001"\t,"77"\t,"/"\n`

describe("wechat", () => {
  test.each<[string, Plain]>([
    [
      "转账,小马,转账备注:手串,收入,¥1200.00,/,已存入零钱",
      {
        payer: "wechat:小马",
        payee: "wechat:林记",
        amount: "1200.00 CNY",
        channel: "wallet",
        memo: "转账备注:手串",
      },
    ],
    [
      "微信红包,小马,/,支出,¥200.00,零钱,对方已收钱",
      { payer: "wechat:林记", payee: "wechat:小马", channel: "red-packet" },
    ],
    ["微信红包-退款,/,/,收入,¥200.00,/,已全额退款", { payee: "wechat:林记", status: "refunded" }],
    [
      "商户消费,铺子,茶,支出,¥50.00,零钱,已全额退款",
      { payer: "wechat:林记", payee: "wechat:铺子", status: "refunded" },
    ],
    ["商户消费,铺子,茶,支出,¥50.00,零钱,已退款(￥20.00)", { payer: "wechat:林记", payee: "wechat:铺子" }],
    ["商户消费,铺子,茶,支出,¥50.00,零钱,已退款￥50.00", { status: "refunded" }],
    ["转账,小马,/,支出,¥50.00,零钱,对方已退还", { status: "refunded" }],
    ["转账,小马,/,支出,¥50.00,零钱,待对方收款", { status: "pending" }],
    [
      "零钱提现,招商银行(1234),/,/,¥100.10,招商银行,提现已到账",
      { payer: "wechat:林记", channel: "own-account", "attributes.交易对方": "招商银行(1234)" },
    ],
    [
      "零钱充值,工商银行(1234),/,/,¥100.10,工商银行,充值完成",
      { payee: "wechat:林记", channel: "own-account" },
    ],
    ["转入零钱通-来自零钱,/,/,/,¥9.00,零钱,支付成功", { payer: "wechat:林记", channel: "own-account" }],
    ["零钱通转出-到零钱,/,/,/,¥9.00,零钱通,支付成功", { payee: "wechat:林记", channel: "own-account" }],
    [
      "零钱通转出-到工商银行(1),/,/,/,¥9.00,零钱通,支付成功",
      { payer: "wechat:林记", channel: "own-account" },
    ],
    [
      "转入零钱通-来自工商银行(1),/,/,/,¥9.00,工商银行,支付成功",
      { payee: "wechat:林记", channel: "own-account" },
    ],
    ["信用卡还款,建设银行,/,/,¥9.00,零钱,支付成功", { payer: "wechat:林记", channel: "own-account" }],
  ])("%s", async (row, expected) => {
    const { rows, intake, rejects } = await read(WECHAT + wechat(row))
    expect(rejects).toEqual([])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      id: "9001",
      time: "2024-03-02T00:00:01Z",
      "attributes.交易类型": row.split(",")[0],
      ...expected,
    })
    if (expected["status"] === undefined) expect(rows[0]).not.toHaveProperty("status")
    if (expected["payer"] === undefined && expected["payee"] !== undefined)
      expect(rows[0]).not.toHaveProperty("payer")
    if (expected["payee"] === undefined && expected["payer"] !== undefined)
      expect(rows[0]).not.toHaveProperty("payee")
    expect(intake.files[0]).toMatchObject({
      preset: "wechat",
      headerLine: 7,
      timeZone: "Asia/Shanghai",
      timeZoneAssumed: true,
    })
  })

  test("what is not understood is a reject", async () => {
    const { rejects, intake } = await read(
      WECHAT +
        wechat("转账,小马,/,支出,¥50.00,零钱,天晓得") +
        wechat("转账,小马,/,左右,¥50.00,零钱,支付成功") +
        wechat("转账,小马,/,支出,五十,零钱,支付成功") +
        wechat("转账,小马,/,支出,-¥5,零钱,支付成功") +
        "2024-03-02 08:00:01,转账\n" +
        wechat("转账,/,/,支出,¥50.00,零钱,支付成功"),
    )
    expect(rejects.map(({ code, line }) => [line, code])).toEqual([
      [8, "STATUS_UNKNOWN"],
      [9, "DIRECTION_UNKNOWN"],
      [10, "AMOUNT_INVALID"],
      [11, "AMOUNT_NEGATIVE"],
      [12, "ROW_TOO_SHORT"],
    ])
    expect(intake.rows).toMatchObject({ read: 6, accepted: 1, rejected: 5 })
  })

  test("a given zone goes before that of the preset", async () => {
    const { rows, intake } = await read(WECHAT + wechat("转账,小马,/,支出,¥50.00,零钱,支付成功"), {
      timeZone: "UTC",
    })
    expect(rows[0]).toMatchObject({ time: "2024-03-02T08:00:01Z" })
    expect(intake.files[0]).toMatchObject({ timeZone: "UTC", timeZoneAssumed: false })
  })
})

const ALIPAY = `导出信息：
姓名：林某
支付宝账户：lin@example.com

------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------
交易时间            ,交易分类   ,交易对方   ,对方账号  ,商品说明    ,收/支     ,金额    ,收/付款方式   ,交易状态   ,交易订单号   ,商家订单号   ,备注   ,
`
const alipay = (row: string) => `2024-03-02 08:00:01 ,${row},9001\t,T1\t,    ,\n`

describe("alipay", () => {
  const me = "alipay:lin@example.com"
  test.each<[string, Plain]>([
    [
      "日用百货,x4***6 ,rim***@qq.com ,手串 ,支出 ,20.00 ,余额 ,交易成功 ",
      {
        payer: me,
        payee: "alipay:rim***@qq.com x4***6",
        payeeName: "x4***6",
        memo: "手串",
        channel: "wallet",
        "attributes.交易分类": "日用百货",
      },
    ],
    [
      "转账红包,小马,xia***@163.com,红包,收入,8.88,余额,交易成功",
      { payer: "alipay:xia***@163.com 小马", payee: me, channel: "red-packet" },
    ],
    [
      "转账红包,小马,ma@example.com,转账,收入,8.88,余额,交易成功",
      { payer: "alipay:ma@example.com", payee: me },
    ],
    ["日用百货,铺子,/,茶,支出,20.00,余额,等待确认收货", { payee: "alipay:铺子", status: "pending" }],
    ["日用百货,铺子,/,茶,不计收支,20.00,,交易关闭", { payer: me, payee: "alipay:铺子", status: "reversed" }],
    [
      "退款,铺子,/,退款-茶,不计收支,20.00,余额,退款成功",
      { payer: "alipay:铺子", payee: me, status: "refunded" },
    ],
    [
      "投资理财,基金公司,/,某基金-卖出至余额宝,不计收支,20.00,余额宝,交易成功",
      { payee: me, channel: "own-account" },
    ],
    ["投资理财,余额宝,/,余额宝-自动转入,不计收支,20.00,余额,交易成功", { payer: me, channel: "own-account" }],
    ["信用借还,花呗,/,花呗还款,不计收支,20.00,余额,还款成功", { payer: me, channel: "own-account" }],
  ])("%s", async (row, expected) => {
    const { rows, intake, rejects } = await read(ALIPAY + alipay(row))
    expect(rejects).toEqual([])
    expect(rows[0]).toMatchObject({ id: "9001", time: "2024-03-02T00:00:01Z", ...expected })
    if (expected["channel"] === "own-account") {
      expect(Object.keys(rows[0]!).filter((key) => key === "payer" || key === "payee")).toHaveLength(1)
    }
    expect(intake.files[0]).toMatchObject({ preset: "alipay" })
    expect(intake.files[0]!.headerLine).toBe(6)
  })

  test("the older bill of the web site, with notes behind the rows", async () => {
    const { rows, intake, rejects } = await read(
      `支付宝交易记录明细查询
账号:[lin@example.com]
---------------------------------交易记录明细列表------------------------------------
交易号                  ,商家订单号               ,交易创建时间              ,付款时间                ,最近修改时间              ,交易来源地     ,类型              ,交易对方            ,商品名称                ,金额（元）   ,收/支     ,交易状态    ,服务费（元）   ,成功退款（元）  ,备注                  ,资金状态     ,
1 ,A ,2015-03-02 08:00:00 ,2015-03-02 08:00:01 ,2015-03-02 08:00:01 ,其他 ,即时到账交易 ,小马 ,手串 ,100.00 ,支出 ,交易成功 ,0.00 ,0.00 , ,已支出 ,
2 ,A ,2015-03-02 08:00:00 ,  ,2015-03-02 08:00:01 ,其他 ,即时到账交易 ,小马 ,手串 ,100.00 ,支出 ,交易成功 ,0.00 ,100.00 , ,已支出 ,
3 ,A ,2015-03-02 08:00:00 ,  ,2015-03-02 08:00:01 ,其他 ,即时到账交易 ,小马 ,余额宝-转入 ,7.00 , ,交易成功 ,0.00 ,0.00 , ,资金转移 ,
------------------------------------------------------------------------------------
共3笔记录
已收入:0笔,0.00元
导出时间:[2015-04-01 00:00:00]    用户:林某
`,
    )
    expect(rejects).toEqual([])
    expect(intake.files[0]).toMatchObject({
      preset: "alipay-web",
      headerLine: 4,
      rows: { read: 3, accepted: 3, notSettled: 1 },
    })
    expect(rows).toMatchObject([
      { id: "1", time: "2015-03-02T00:00:01Z", amount: "100.00 CNY", payer: me, payee: "alipay:小马" },
      { id: "2", time: "2015-03-02T00:00:00Z", status: "refunded" },
      { id: "3", payer: me, channel: "own-account" },
    ])
    expect(rows[2]).not.toHaveProperty("payee")
  })
})

test("presets have names of their own, and an unknown one is refused", async () => {
  expect(PRESETS.map(({ name }) => name)).toEqual(["alipay", "alipay-web", "amlworld", "wechat"])
  for (const { title, recognises } of PRESETS) expect(title.length * recognises.length).toBeGreaterThan(0)
  expect(await failure("x\n", { preset: "paypal" })).toMatchObject({
    code: "OPTION_INVALID",
    detail: expect.stringContaining("wechat"),
  })
})

const SAMPLES = path.resolve(import.meta.dirname, "../../../shared/data/exports")

/** A bill's rows by hand: lines behind the header, cells between commas. The samples quote no commas. */
function sampleRows(name: string, encoding: string): Map<string, string>[] {
  const text = new TextDecoder(encoding).decode(readFileSync(path.join(SAMPLES, name)))
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "")
  const start = lines.findIndex((line) => line.startsWith("交易时间"))
  const header = lines[start]!.split(",").map((cell) => cell.trim())
  return lines.slice(start + 1).map((line) => {
    const cells = line.split(",").map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, "$1")
        .trim(),
    )
    return new Map(header.map((column, i) => [column, cells[i] ?? ""]))
  })
}

describe.skipIf(!existsSync(SAMPLES))(`samples in ${SAMPLES} (skipped where the folder is absent)`, () => {
  test.each([
    ["example-wechat-records.csv", "utf-8", "wechat", "交易单号", "金额(元)"],
    ["example-alipay-records.csv", "gb18030", "alipay", "交易订单号", "金额"],
  ])(
    "%s: every row is accounted for, amounts and times are right",
    async (name, encoding, preset, id, amount) => {
      const { table, intake } = await readPayments([path.join(SAMPLES, name)])
      const expected = sampleRows(name, encoding)
      // The samples are anonymised: some payments share an id, and the later ones of them conflict.
      const seen = new Set<string>()
      const first = expected.filter((row) => !seen.has(row.get(id)!) && seen.add(row.get(id)!))
      expect(intake.files[0]).toMatchObject({ preset, encoding })
      expect(intake.rows).toMatchObject({
        read: expected.length,
        accepted: first.length,
        rejected: expected.length - first.length,
        duplicates: 0,
      })
      const codes: string[] = []
      for await (const { code } of intake.rejects) codes.push(code)
      expect(new Set(codes)).toEqual(new Set(["ID_CONFLICT"]))
      const fen = (row: Map<string, string>) => Math.round(Number(row.get(amount)!.replace("¥", "")) * 100)
      const sum = first.reduce((total, row) => total + fen(row), 0)
      expect(intake.controlTotals).toEqual({ CNY: (sum / 100).toFixed(2) })
      const rows = plainRows(table)
      expect(rows.map((row) => row["id"])).toEqual(first.map((row) => row.get(id)))
      first.forEach((row, i) => {
        expect(rows[i]!["amount"]).toBe(`${(fen(row) / 100).toFixed(2)} CNY`)
        expect(rows[i]!["time"]).toBe(
          new Date(`${row.get("交易时间")!.replace(" ", "T")}+08:00`).toISOString().replace(".000", ""),
        )
        const [side] = row.get("收/支") === "收入" ? ["payee"] : row.get("收/支") === "支出" ? ["payer"] : []
        if (side !== undefined)
          expect(rows[i]![side]).toBe(preset === "wechat" ? "wechat:测试" : "alipay:xx@gmail.com")
      })
    },
  )
})

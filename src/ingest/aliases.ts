// Names under which files keep the payment fields: English and Chinese (both scripts), bank and wallet exports,
// and the public AML data sets (AMLworld, AMLSim, SAML-D, PaySim).
import { currencyCode } from "../model/currencies.ts"
import { TEXT_FIELDS, type TextFieldName } from "../model/payment.ts"

/** Fields a column may be read into. `date` and `clock` are joined to a time where they stand in two columns. */
export type ColumnField =
  | "id"
  | "time"
  | "date"
  | "clock"
  | "amount"
  | "currency"
  | "payer"
  | "payee"
  | "status"
  | TextFieldName

export const CORE_FIELDS = ["id", "time", "amount", "currency", "payer", "payee", "status"] as const

/** Whether `name` is a payment field, spelled exactly. */
export function isPaymentField(name: string): name is ColumnField {
  return FIELD_NAMES.has(name) || /^attributes\..+/.test(name)
}

const FIELD_NAMES: ReadonlySet<string> = new Set([...CORE_FIELDS, ...TEXT_FIELDS])

/** As headers write them; compared after `foldHeader`, so case, spaces and marks do not matter. */
const ALIASES: Readonly<Record<Exclude<ColumnField, `attributes.${string}`>, string>> = {
  id: `payment id, transaction id, txn id, trans id, tran id, tx id, tx hash, txn ref, transaction reference, transaction ref,
    reference number, reference no, payment reference, end to end id, uetr, receipt no, transaction number, transaction no, trx id,
    交易号, 交易單號, 交易单号, 交易流水号, 流水号, 流水號, 交易编号, 交易編號, 订单号, 訂單號, 交易订单号, 交易哈希`,
  time: `timestamp, date time, transaction time, transaction timestamp, tran timestamp, txn time, payment time, created at,
    created, create time, booked at, booking time, completion time, completed at, event time, at, time utc, utc time, occurred at,
    transaction date time, 交易时间, 交易時間, 时间, 時間, 付款时间, 付款時間, 支付时间, 支付時間, 转账时间, 轉帳時間, 交易日期时间, 发生时间, 入账时间`,
  date: `date, transaction date, booking date, payment date, posting date, value date, txn date, trade date, booked on,
    交易日期, 日期, 记账日期, 記帳日期, 入账日期, 付款日期, 支付日期`,
  clock: `time of day, clock, transaction clock time, 记账时间, 交易时刻`,
  amount: `amt, transaction amount, payment amount, txn amount, base amt, base amount, instructed amount, amount paid, settlement amount, amount value,
    value, sum, 金额, 金額, 交易金额, 交易金額, 付款金额, 付款金額, 支付金额, 支付金額, 转账金额, 轉帳金額, 发生额, 發生額`,
  currency: `ccy, curr, currency code, transaction currency, payment currency, amount currency, txn currency, base currency,
    币种, 幣種, 货币, 貨幣, 币别, 幣別, 交易币种, 交易幣種, 货币代码, 代币符号`,
  payer: `from, sender, originator, debtor, payer id, sender id, from id, originator id, debtor id, payer account, sender account,
    from account, originator account, debtor account, source account, orig acct, name orig, from party, payer party, remitter, ordering customer,
    debit account, from address, payor, source, 付款方, 付款人, 付款账号, 付款账户, 付款賬號, 付款帳號, 付款方账号, 付款方账户, 付款人账号, 转出方, 转出账号,
    轉出方, 汇款人, 匯款人, 汇款方, 发送方, 發送方, 出账账户, 支付方, 付方, 付方账号, 买家, 買家`,
  payee: `to, receiver, recipient, beneficiary, creditor, payee id, receiver id, recipient id, to id, beneficiary id, creditor id, payee account,
    receiver account, recipient account, to account, beneficiary account, creditor account, destination account, bene acct, name dest, to party,
    payee party, bene, credit account, to address, destination, dest, 收款方, 收款人, 收款账号, 收款账户, 收款賬號, 收款帳號, 收款方账号, 收款方账户, 收款人账号,
    转入方, 转入账号, 轉入方, 收汇人, 接收方, 入账账户, 收方, 收方账号, 卖家, 賣家`,
  payerName: `from name, sender name, originator name, debtor name, remitter name, 付款人名称, 付款方名称, 付款人姓名, 付款方姓名, 付款户名, 付款人戶名, 付款人户名,
    付款方户名, 汇款人姓名, 付款人名稱`,
  payeeName: `to name, receiver name, recipient name, beneficiary name, creditor name, bene name, 收款人名称, 收款方名称, 收款人姓名, 收款方姓名, 收款户名, 收款人户名,
    收款方户名, 收款人名稱`,
  memo: `description, remark, remarks, note, notes, message, comment, narrative, details, payment details, remittance information,
    remittance info, unstructured remittance, purpose, payment purpose, purpose of payment, reference text, subject, reason, text,
    备注, 備註, 附言, 摘要, 用途, 留言, 说明, 說明, 交易备注, 转账备注, 付款用途, 资金用途, 交易附言, 交易摘要, 付款留言`,
  payerCountry: `from country, sender country, originator country, debtor country, country of payer, source country, origin country, sender bank location,
    payer country code, sender country code, from country code, 付款国家, 付款方国家, 付款人国家, 付款国别, 付款國家, 汇出国家, 付款方所在国家`,
  payeeCountry: `to country, receiver country, recipient country, beneficiary country, creditor country, country of payee, destination country,
    receiver bank location, payee country code, receiver country code, to country code, 收款国家, 收款方国家, 收款人国家, 收款国别, 收款國家, 汇入国家, 收款方所在国家`,
  channel: `payment type, payment method, payment format, transaction type, tx type, txn type, type, method, payment channel, instrument,
    交易渠道, 渠道, 支付方式, 付款方式, 交易方式, 交易类型, 交易類型, 支付渠道`,
  status: `transaction status, payment status, state, txn status, 状态, 狀態, 交易状态, 交易狀態, 支付状态, 当前状态, 订单状态`,
  payeeCategory: `mcc, merchant category, merchant category code, category code, merchant type, category, payee mcc, 商户类别, 商户类别码, 行业类别, 商戶類別`,
  payerDevice: `sender device, from device, payer device id, sender device id, device id, device, 付款设备, 设备号, 付款设备号`,
  payeeDevice: `receiver device, to device, recipient device, payee device id, receiver device id, 收款设备, 收款设备号`,
  payerPhone: `sender phone, from phone, payer phone number, sender phone number, payer mobile, sender mobile, sender msisdn, 付款人电话, 付款手机号, 付款方手机号, 付款人手机号`,
  payeePhone: `receiver phone, recipient phone, to phone, payee phone number, receiver phone number, payee mobile, receiver mobile, receiver msisdn,
    收款人电话, 收款手机号, 收款方手机号, 收款人手机号`,
  payerAddress: `sender address, payer postal address, 付款人地址, 付款地址`,
  payeeAddress: `receiver address, recipient address, beneficiary address, shipping address, delivery address, 收货地址, 收件地址, 收款人地址, 收貨地址`,
  waybill: `waybill number, waybill no, tracking number, tracking no, tracking id, shipment id, 运单号, 運單號, 快递单号, 快遞單號, 物流单号, 面单号`,
  goods: `item, items, item title, product, product name, goods description, merchandise, article, 商品, 商品名称, 商品名稱, 商品说明, 货物, 货物名称, 品名, 物品`,
  hsCode: `hs, hs code, tariff code, commodity code, customs code, 海关编码, hs编码, 税号`,
  quantity: `qty, number of items, pieces, weight, 数量, 數量, 件数, 重量`,
  unit: `uom, unit of measure, quantity unit, 单位, 單位, 计量单位`,
}

/** Names of `time` that hold only the time of day when a date column stands beside them. */
const CLOCK_NAMES: ReadonlySet<string> = new Set(
  ["time", "transaction time", "交易时间", "交易時間", "时间", "時間"].map(foldHeader),
)

/** Compatibility forms and case folded, spaces and marks taken out: "Sender_account" and "sender account" agree. */
export function foldHeader(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, "")
}

const FIELDS_BY_NAME: ReadonlyMap<string, ColumnField> = fieldsByName()

function fieldsByName(): Map<string, ColumnField> {
  const fields = new Map<string, ColumnField>()
  for (const field of FIELD_NAMES) fields.set(foldHeader(field), field as ColumnField)
  for (const [field, names] of Object.entries(ALIASES)) {
    for (const name of names.split(",")) fields.set(foldHeader(name), field as ColumnField)
  }
  return fields
}

/** What a header name says of its column. */
export interface HeaderMatch {
  readonly field: ColumnField
  /** Spelled exactly as the payment field, which goes before any alias. */
  readonly exact: boolean
  /** A time that may be the time of day only. */
  readonly maybeClock: boolean
  /** Currency that an amount's header names, as in "金额(元)" or "Amount (USD)". */
  readonly currency?: string
}

/** The field that a header name stands for, if any. */
export function matchHeader(name: string): HeaderMatch | undefined {
  const trimmed = name.trim()
  if (isPaymentField(trimmed)) {
    return { field: trimmed, exact: true, maybeClock: trimmed === "time" }
  }
  const folded = foldHeader(trimmed)
  if (folded === "") return undefined
  const field = FIELDS_BY_NAME.get(folded)
  if (field !== undefined) return { field, exact: false, maybeClock: CLOCK_NAMES.has(folded) }
  return matchAmountWithUnit(trimmed)
}

function matchAmountWithUnit(name: string): HeaderMatch | undefined {
  const parts = /^(.+?)\s*[(（[]([^()（）[\]]+)[)）\]]$/.exec(name) ?? /^(.+)[ _]([A-Za-z]{3})$/.exec(name)
  if (parts === null || FIELDS_BY_NAME.get(foldHeader(parts[1]!)) !== "amount") return undefined
  const unit = parts[2]!.trim()
  const currency = unit === "元" || unit === "¥" || unit === "￥" ? "CNY" : currencyCode(unit)
  return currency === undefined ? undefined : { field: "amount", exact: false, maybeClock: false, currency }
}

/** Every name known for a field, folded; for guesses at misspelled headers. */
export function namesOfField(field: ColumnField): readonly string[] {
  return [...FIELDS_BY_NAME].filter(([, known]) => known === field).map(([name]) => name)
}

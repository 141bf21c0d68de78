// The conditions as plain functions, for engines that take such.
import { COURIERS } from "./ordinary-lists.ts"
import { holdsName, SOURCES } from "./ordinary-rules.ts"
import type { Payment } from "./ordinary-schema.ts"
import type { ConditionName } from "./part-task.ts"

export const HOLDS: Readonly<Record<ConditionName, (payment: Payment) => boolean>> = {
  underCnyLine: ({ currency, hundredths }) =>
    currency === "CNY" && hundredths >= 45_000_00 && hundredths < 50_000_00,
  underUsdLine: ({ currency, channel, hundredths }) =>
    currency === "USD" && channel === "cash" && hundredths >= 8_500_00 && hundredths < 10_000_00,
  sale: ({ currency, hundredths, payer }) => currency === "CNY" && hundredths >= 30_00 && payer !== "",
  parcel: ({ payeeCategory, payeeName }) =>
    ["4214", "4215", "9402"].includes(payeeCategory) || holdsName(payeeName, COURIERS),
  collected: ({ channel, payeeCategory }) => channel === "cash-on-delivery" && payeeCategory === "",
  privatePayee: ({ payeeCategory }) => payeeCategory === "",
  notSmall: ({ currency, hundredths }) => currency === "CNY" && hundredths >= 100_00,
  onRoute: ({ payerCountry, payeeCountry }) =>
    (["CN", "HK"].includes(payerCountry) && SOURCES.includes(payeeCountry)) ||
    (payerCountry === "CN" && ["MM", "VN", "PH"].includes(payeeCountry)) ||
    (["VN", "MM", "PH"].includes(payerCountry) && SOURCES.includes(payeeCountry)),
}

// The pipeline an ordinary careful developer would write from well-known packages: fast-csv with headers, a zod schema
// for each row, date-fns for times, json-rules-engine for rules on one payment, arrays by party for windows, and a
// graphology graph with Louvain.
import { createReadStream } from "node:fs"
import { parseStream } from "fast-csv"
import { type Answers, hitSet, ledgerPath, report } from "./answers.ts"
import { answerGraph } from "./ordinary-graph.ts"
import { createRules } from "./ordinary-rules.ts"
import { type Payment, paymentSchema } from "./ordinary-schema.ts"
import { courierLinked, distinct, single, windows } from "./ordinary-windows.ts"

const holds = createRules()
const payments: Payment[] = []
const routed = new Map<string, Payment[]>()
for await (const row of parseStream(createReadStream(ledgerPath()), { headers: true })) {
  const parsed = paymentSchema.safeParse(row)
  if (!parsed.success) continue
  const payment = parsed.data
  payments.push(payment)
  for (const rule of await holds(payment)) {
    const list = routed.get(rule)
    if (list === undefined) routed.set(rule, [payment])
    else list.push(payment)
  }
}
const having = (rule: string): Payment[] => routed.get(rule) ?? []

const totals: Record<string, number> = {}
for (const { currency, hundredths } of payments) totals[currency] = (totals[currency] ?? 0) + hundredths

const threeOf = (window: readonly Payment[]): boolean => window.length >= 3
const detections = {
  "wildlife-words": single(having("wildlifeWord")),
  "cny-structuring-payee": windows(having("underCnyLine"), "payee", { days: 7 }, threeOf),
  "cny-structuring-payer": windows(having("underCnyLine"), "payer", { days: 7 }, threeOf),
  "usd-cash-structuring": windows(having("underUsdLine"), "payee", { days: 7 }, threeOf),
  "courier-after-sale": courierLinked(having("sale"), having("parcel")),
  "collected-on-delivery": windows(having("collected"), "payee", { days: 30 }, threeOf),
  "fan-in": windows(having("privatePayee"), "payee", { days: 1 }, (w) => distinct(w, "payer") >= 10),
  "fan-out": windows(having("notSmall"), "payer", { days: 1 }, (w) => distinct(w, "payee") >= 15),
  velocity: windows(payments, "payer", { hours: 1 }, (w) => w.length >= 20),
  corridor: windows(having("onRoute"), "payee", { days: 90 }, threeOf),
}

const answers: Answers = {
  accepted: payments.length,
  totals: Object.fromEntries(Object.entries(totals).map(([currency, sum]) => [currency, sum / 100])),
  detections: Object.fromEntries(
    Object.entries(detections).map(([question, hits]) => [question, hitSet(hits)]),
  ) as Answers["detections"],
  graph: answerGraph(payments),
}
report(answers)

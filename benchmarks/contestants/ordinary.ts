// The pipeline an ordinary careful developer would write from well-known packages: fast-csv with headers, a zod schema
// for each row, date-fns for times, json-rules-engine for rules on one payment, arrays by party for windows, and a
// graphology graph with Louvain.
import { createReadStream } from "node:fs"
import { parseStream } from "fast-csv"
import { idSet, ledgerPath, report } from "./answers.ts"
import { answerGraph } from "./ordinary-graph.ts"
import { createRules, type Flags } from "./ordinary-rules.ts"
import { type Payment, paymentSchema } from "./ordinary-schema.ts"
import { courierLinked, manyPayers, splitSums } from "./ordinary-windows.ts"

const payments: Payment[] = []
for await (const row of parseStream(createReadStream(ledgerPath()), { headers: true })) {
  const parsed = paymentSchema.safeParse(row)
  if (parsed.success) payments.push(parsed.data)
}

const rules = createRules()
const flagged: { payment: Payment; flags: Flags }[] = []
for (const payment of payments) flagged.push({ payment, flags: await rules(payment) })
flagged.sort((a, b) => a.payment.time - b.payment.time)
const having = (flag: keyof Flags): Payment[] =>
  flagged.filter(({ flags }) => flags[flag]).map(({ payment }) => payment)

const totals: Record<string, number> = {}
for (const { currency, hundredths } of payments) totals[currency] = (totals[currency] ?? 0) + hundredths

report({
  accepted: payments.length,
  totals: Object.fromEntries(Object.entries(totals).map(([currency, sum]) => [currency, sum / 100])),
  keyword: idSet(having("keyword").map(({ id }) => id)),
  structuring: idSet(splitSums(having("underLine"))),
  courier: idSet(courierLinked(having("sale"), having("parcel"))),
  fanIn: idSet(manyPayers(having("privatePayee"))),
  graph: answerGraph(payments),
})

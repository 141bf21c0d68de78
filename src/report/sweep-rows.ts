// A sweep as a table: what every value of the param comes to.
import type { Metrics, Sweep } from "../model/backtest.ts"
import { BYTE_ORDER_MARK, type CsvCell, csvRow } from "./csv-cells.ts"

const LABELLED = [
  "true_positives",
  "false_positives",
  "false_negatives",
  "true_negatives",
  "unlabelled",
  "precision",
  "recall",
  "f1",
] as const

/** One line a value; the columns of labels are empty without labels, ratios where they have no denominator. */
export function* sweepTable({ rule, param, points }: Sweep): Generator<string> {
  yield BYTE_ORDER_MARK
  yield csvRow(["rule", "param", "value", "findings", "alerts", "parties", ...LABELLED])
  for (const { value, findings, alerts, subjects, metrics } of points)
    yield csvRow([rule, param, value, findings, alerts, subjects, ...labelledCells(metrics)])
}

function labelledCells(metrics: Metrics | null): CsvCell[] {
  if (metrics === null) return LABELLED.map(() => "")
  const { truePositives, falsePositives, falseNegatives, trueNegatives, unlabelled } = metrics
  const ratio = (value: number | null) => (value === null ? "" : Number(value.toFixed(6)))
  return [
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    unlabelled,
    ratio(metrics.precision),
    ratio(metrics.recall),
    ratio(metrics.f1),
  ]
}

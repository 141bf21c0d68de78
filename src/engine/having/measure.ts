// What a window rule measures of each W(p): the `having` conditions of the rule language.
import { unreachable } from "../../model/errors.ts"
import type { Having } from "../../rules/tree.ts"
import { movingCount } from "../moving-windows.ts"
import { measureAmounts, measureBenford } from "./amounts.ts"
import type { Measured, Measurement } from "./measurement.ts"
import { measureBaseline, measureInOut, measureShare, measureSpread } from "./ratios.ts"
import { measureAge, measureIdle } from "./times.ts"
import { measureDistinct, measureRepeated } from "./values.ts"

export function measure(measurement: Measurement, having: Having): Measured {
  switch (having.measure) {
    case "count":
      return { values: movingCount(measurement.windows), undecidable: null }
    case "sum":
    case "average":
    case "median":
    case "min":
    case "max":
      return measureAmounts(measurement, having.measure, having.test.currency)
    case "distinct":
      return measureDistinct(measurement, having.field)
    case "repeated":
      return measureRepeated(measurement, having.field, having.of)
    case "spread":
      return measureSpread(measurement, having.currency)
    case "share":
      return measureShare(measurement, having)
    case "baseline":
      return measureBaseline(measurement, having)
    case "in_out":
      return measureInOut(measurement, having)
    case "benford":
      return measureBenford(measurement, having.atLeast)
    case "age":
      return measureAge(measurement, having.of)
    case "idle":
      return measureIdle(measurement, having.of)
    default:
      return unreachable(having)
  }
}

// Whether conditions on prices have prices to compare with, once levels, confidence, kinds and years are sifted.
import { InputError } from "../model/errors.ts"
import { conditionsIn } from "./conditions-in.ts"
import { pricesFor } from "./prices.ts"
import type { Price, Rule } from "./tree.ts"
import type { YamlSource } from "./yaml-source.ts"

/** Reports taxa that a condition of the rule names and of which no price is left (RULE_UNREACHABLE). */
export function checkPrices(
  source: YamlSource,
  { detection }: Rule,
  prices: readonly Price[],
  errors: InputError[],
): void {
  for (const condition of conditionsIn(detection, "price", "taxa")) {
    for (const taxon of condition.taxa) {
      const ofTaxon = prices.filter((price) => price.taxon === taxon)
      // A taxon without any price is told when the pack is read.
      if (ofTaxon.length === 0 || pricesFor({ ...condition, taxa: [taxon] }, ofTaxon).length > 0) continue
      const detail = `no price of ${taxon} is of level ${condition.levels.join(" or ")}, confidence ${condition.confidence.join(" or ")}, by ${condition.per.join(" or ")}${condition.since === null ? "" : `, of ${condition.since} or later`}; widen one of these, or leave ${taxon} out`
      errors.push(new InputError("RULE_UNREACHABLE", source.placeOfKey([detection.kind]), detail))
    }
  }
}

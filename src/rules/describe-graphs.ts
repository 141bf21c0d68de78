// Motifs, conditions on networks and combinations in plain words, for the catalogue of rules.
import { unreachable } from "../model/errors.ts"
import { formatDuration } from "../model/time.ts"
import type { MotifShape } from "../model/vocabulary.ts"
import { boundsText, type DescriptionPart, describeParts, orList, sentence } from "./describe-conditions.ts"
import type {
  CombineDetection,
  FindingFilter,
  MotifDetection,
  NetworkDetection,
  NetworkTest,
} from "./tree.ts"

export function describeMotif(detection: MotifDetection): DescriptionPart[] {
  const { where, budget } = detection
  const search = isSearched(detection.shape)
    ? ` The search for one subject is given up after ${budget} payments, and the account of the run names the subject then.`
    : ""
  return [
    sentence(`Looks for a pattern among parties: ${shapeText(detection)}.`),
    ...(where === null
      ? []
      : [{ text: "Only payments count for which all of this is true:", points: describeParts(where) }]),
    {
      text: follows(detection.shape) ? "Payments follow each other in time, and:" : "And of these payments:",
      points: motifBounds(detection),
    },
    sentence(`A finding is about ${centreText(detection)}.${search}`),
  ]
}

function motifBounds({ shape, withinMs, hopWithinMs, amountRatio, maxDegree }: MotifDetection): string[] {
  const within = formatDuration(withinMs)
  const isBothWays = shape === "gather-scatter"
  return [
    isBothWays ? `each half takes at most ${within}` : `from the first to the last at most ${within} pass`,
    ...(hopWithinMs === null
      ? []
      : [`from a payment to the one that follows it at most ${formatDuration(hopWithinMs)} pass`]),
    ...(amountRatio === null
      ? []
      : [
          `${isBothWays ? "what went out, divided by what came in" : "each amount, divided by that of the payment it follows"}${amountRatio.currency === null ? "" : ` (in ${amountRatio.currency})`}, is ${boundsText(amountRatio, String)}`,
        ]),
    ...(isSearched(shape)
      ? [
          `parties with more than ${maxDegree} counterparties ${shape === "bipartite" ? "do not count as payees" : "are not passed through"}`,
        ]
      : []),
  ]
}

/** Shapes in which one payment follows another; in the others payments only lie within one time. */
function follows(shape: MotifShape): boolean {
  return shape !== "fan-in" && shape !== "fan-out" && shape !== "bipartite"
}

/** Shapes whose search goes through parties, and may reach its budget. */
function isSearched(shape: MotifShape): boolean {
  return shape !== "fan-in" && shape !== "fan-out" && shape !== "gather-scatter"
}

function shapeText({ shape, hops, width, widthOut, shared }: MotifDetection): string {
  const wide = `at least ${width} different`
  const count = hops === null ? "" : hops.gte === hops.lte ? `${hops.gte}` : `${hops.gte} to ${hops.lte}`
  switch (shape) {
    case "cycle":
      return `money that comes back to who sent it, over ${count} payments through different parties`
    case "chain":
      return `money passed on from one party to the next, over ${count} payments`
    case "fan-in":
      return `one party that is paid by ${wide} parties`
    case "fan-out":
      return `one party that pays ${wide} parties`
    case "scatter-gather":
      return `money that one party spreads over ${wide} others, which pass it on to one and the same party`
    case "gather-scatter":
      return `one party that is paid by ${wide} parties and then pays at least ${widthOut ?? width} different ones`
    case "stack":
      return `money that one party spreads over ${wide} others, which pay at least ${widthOut ?? width} end parties, each of them paid by at least ${shared} of those in the middle`
    case "bipartite":
      return `${wide} payers that pay the same parties, at least ${shared} of them in common`
    default:
      return unreachable(shape)
  }
}

function centreText({ shape, subject }: MotifDetection): string {
  if (subject === "source") return "the party the money comes from"
  if (subject === "sink") return "the party the money ends at"
  if (shape === "cycle" || shape === "chain") return "the party that pays first"
  return shape === "bipartite"
    ? "the payer that has these payees in common with the others"
    : "the party in the middle"
}

export function describeNetwork({ having }: NetworkDetection): DescriptionPart[] {
  return [
    {
      text: "Looks at each network of parties that the graph of payments shows. It fires when all of this is true of the network, buyers left aside:",
      points: having.map(networkTestText),
    },
    sentence("A finding is about the network, and evidence against its members."),
  ]
}

function networkTestText(test: NetworkTest): string {
  const bounds = boundsText(test.test, String)
  switch (test.measure) {
    case "members":
      return `the number of members is ${bounds}`
    case "contacts":
      return `the number of contacts (buyers) is ${bounds}`
    case "flagged":
      return `the number of members with findings ${filterText(test.filter)} is ${bounds}`
    case "role":
      return `the number of members in the role ${test.role} is ${bounds}`
    case "shared_identifiers":
      return `the number of values of ${orList(test.kinds)} that two members or more have is ${bounds}`
    case "courier_links":
      return `the number of members that pay a courier, or are paid by one, is ${bounds}`
    case "density":
      return `the share of pairs of members between which money moved is ${bounds}`
    case "concentration": {
      const what =
        test.of === "in"
          ? "payments to members that go to one of them"
          : "payments of members that one of them makes"
      return `the largest share of the ${what} is ${bounds}`
    }
    case "countries":
      return `the number of countries of members is ${bounds}`
    default:
      return unreachable(test)
  }
}

export function describeCombine(detection: CombineDetection): DescriptionPart[] {
  const { subject, withinMs, of, inOrder } = detection
  const weighted = of.some(({ weight }) => weight !== 1)
  return [
    {
      text: `Looks at the findings of other rules on one ${subject === "party" ? "party" : "network and its members"}, taken at the time of their last payments:`,
      points: of.map(
        ({ name, weight, ...filter }) =>
          `${name}: findings ${filterText(filter)}${weighted ? `, weight ${weight}` : ""}`,
      ),
    },
    sentence(
      `It fires when ${needText(detection)} within ${formatDuration(withinMs)}${inOrder ? ", in the order given here" : ""}.`,
    ),
    sentence(`A finding is about the ${subject}.`),
  ]
}

function needText({ of, need }: CombineDetection): string {
  const weights = of.map(({ weight }) => weight)
  if (need <= Math.min(...weights)) return "any of these is there"
  if (need >= weights.reduce((sum, weight) => sum + weight, 0)) return "all of these are there"
  if (weights.every((weight) => weight === 1)) return `at least ${Math.ceil(need)} of these are there`
  return `those that are there weigh at least ${need} together`
}

function filterText({ rules, typologies, evidence }: FindingFilter): string {
  const parts = [
    ...(rules === null ? [] : [`of the ${rules.length > 1 ? "rules" : "rule"} ${orList(rules)}`]),
    ...(typologies === null
      ? []
      : [`of the ${typologies.length > 1 ? "typologies" : "typology"} ${orList(typologies)}`]),
    ...(evidence === null ? [] : [`resting on ${orList(evidence)}`]),
  ]
  return parts.length === 0 ? "of any rule" : parts.join(", ")
}

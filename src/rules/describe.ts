// A detection in plain words: what it looks at and when it fires, with the values in force. For the catalogue of
// rules. What is said here is what the doc comments of the tree say.
import { unreachable } from "../model/errors.ts"
import { formatDuration } from "../model/time.ts"
import {
  boundsText,
  type DescriptionPart,
  describeCondition,
  describeParts,
  sentence,
} from "./describe-conditions.ts"
import { describeCombine, describeMotif, describeNetwork } from "./describe-graphs.ts"
import { describeHaving } from "./describe-having.ts"
import type {
  Condition,
  Detection,
  MatchDetection,
  SequenceDetection,
  Step,
  WindowDetection,
} from "./tree.ts"

/** How a detection decides, in sentences. */
export function describeDetection(detection: Detection): readonly DescriptionPart[] {
  switch (detection.kind) {
    case "match":
      return describeMatch(detection)
    case "window":
      return describeWindow(detection)
    case "sequence":
      return describeSequence(detection)
    case "motif":
      return describeMotif(detection)
    case "network":
      return describeNetwork(detection)
    case "combine":
      return describeCombine(detection)
    default:
      return unreachable(detection)
  }
}

function describeMatch({ subject, where, also, gatherMs }: MatchDetection): DescriptionPart[] {
  return [
    {
      text: "Looks at each settled payment by itself. It matches when all of this is true:",
      points: describeParts(where),
    },
    ...(also === null
      ? []
      : [
          {
            text: `A payment of the same ${subject} at most ${formatDuration(gatherMs)} from one that matches joins its finding when all of this is true:`,
            points: describeParts(also),
          },
        ]),
    sentence(
      `A finding is about the ${subject}; matched payments of one ${subject} at most ${formatDuration(gatherMs)} apart are one finding.`,
    ),
  ]
}

function describeWindow(detection: WindowDetection): DescriptionPart[] {
  const { lookbackMs, where, having, subject, groupBy } = detection
  const length = formatDuration(lookbackMs)
  return [
    sentence(`Looks at ${groupText(detection)} over a moving window of ${length}, both ends included.`),
    counted(where),
    {
      text: "It fires at a payment when all of this is true of the window that ends there:",
      points: having.map(describeHaving),
    },
    sentence(
      `A finding is about ${subjectText(groupBy, subject)}; windows that fire at most ${length} apart are one finding.`,
    ),
  ]
}

function groupText({ groupBy, direction }: WindowDetection): string {
  const verb = direction === null ? "makes or gets" : direction === "in" ? "gets" : "makes"
  switch (groupBy) {
    case "payer":
      return "the payments that each payer makes"
    case "payee":
      return "the payments that each payee gets"
    case "pair":
      return "the payments from each payer to each payee"
    case "party":
      return `the payments that each party ${verb}`
    case "waybill":
      return "the payments of each waybill"
    case "device":
    case "phone":
    case "address":
      return `the payments that the holders of each ${groupBy} ${{ in: "get", out: "make", both: "make or get" }[direction ?? "both"]}`
    default:
      return unreachable(groupBy)
  }
}

function subjectText(groupBy: WindowDetection["groupBy"], subject: WindowDetection["subject"]): string {
  if (groupBy === "waybill") return `the ${subject} of most of these payments`
  return subject === "holder"
    ? `the party that has the ${groupBy} in most of these payments`
    : `the ${subject}`
}

function describeSequence(detection: SequenceDetection): DescriptionPart[] {
  const { link, steps, subject, repeat, lookbackMs } = detection
  const first = steps[subject?.step ?? 0]
  const who = subject === null ? "the party" : `the ${subject.side} of the step ${first?.name}`
  const links =
    link === "chain"
      ? "Looks for payments in this order, each paid by the payee of the one before:"
      : "Looks for payments of one party in this order:"
  return [
    { text: links, points: steps.map(stepText) },
    sentence(
      `It fires when, within ${formatDuration(lookbackMs)}, the number of such sequences of ${who} that begin with different payments is ${boundsText(repeat, String)}.`,
    ),
    sentence(`A finding is about ${who}.`),
  ]
}

function stepText({ name, party, where, withinMs, amountRatio }: Step): string {
  const role = party === null ? "a payment" : `the party ${party === "payer" ? "pays" : "is paid"}`
  const parts = [
    withinMs === null ? role : `${role}, at most ${formatDuration(withinMs)} after the step before`,
    ...(where === null ? [] : [`where ${describeCondition(where)}`]),
    ...(amountRatio === null
      ? []
      : [
          `with an amount that is, divided by that of the step before${amountRatio.currency === null ? "" : ` (both in ${amountRatio.currency})`}, ${boundsText(amountRatio, String)}`,
        ]),
  ]
  return `${name}: ${parts.join(", ")}`
}

/** What of a group counts. */
function counted(where: Condition | null): DescriptionPart {
  if (where === null) return sentence("All settled payments count.")
  return { text: "Only settled payments count for which all of this is true:", points: describeParts(where) }
}

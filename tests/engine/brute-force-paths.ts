// Cycles, chains and the shapes made of links, by trying every sequence of payments.
import type { MotifDetection } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import type { World } from "./brute-force.ts"
import {
  bipartiteTriggers,
  type ExpectedMotifs,
  fanTriggers,
  findingsOf,
  follows,
  type Ground,
  gatherScatterTriggers,
  groundOf,
  isHub,
  type Trigger,
} from "./brute-force-motif.ts"

export function expectMotifs(world: World, detection: MotifDetection): ExpectedMotifs {
  const ground = groundOf(world, detection)
  const findings = findingsOf(detection, triggersOf(ground))
  return { findings, notApplicable: ground.notApplicable, notDecidable: ground.notDecidable.size }
}

function triggersOf(ground: Ground): Trigger[] {
  switch (ground.detection.shape) {
    case "cycle":
      return cycleTriggers(ground)
    case "chain":
      return chainTriggers(ground)
    case "fan-in":
    case "fan-out":
      return fanTriggers(ground)
    case "gather-scatter":
      return gatherScatterTriggers(ground)
    case "bipartite":
      return bipartiteTriggers(ground)
    default:
      return layerTriggers(ground)
  }
}

/** Whether the payments, as they stand, are a path; parties are not compared. */
function isPath(ground: Ground, path: readonly TestPayment[]): boolean {
  const { withinMs } = ground.detection
  return (
    path[path.length - 1]!.time - path[0]!.time <= withinMs &&
    path.every((next, i) => i === 0 || (follows(ground, path[i - 1]!, next) && !isHub(ground, next.payer)))
  )
}

/** The parties of a path in order, its end last. */
const partiesOf = (path: readonly TestPayment[]): string[] => [
  path[0]!.payer,
  ...path.map(({ payee }) => payee),
]

const areDifferent = (parties: readonly string[]): boolean => new Set(parties).size === parties.length

/** Every path of up to `most` payments with different parties but perhaps for the first and the last. */
function everyPath(ground: Ground, most: number): TestPayment[][] {
  const paths: TestPayment[][] = []
  const extend = (path: readonly TestPayment[]) => {
    for (const next of ground.edges) {
      const longer = [...path, next]
      if (!isPath(ground, longer)) continue
      const parties = partiesOf(longer)
      if (!areDifferent(parties.slice(0, -1)) || !areDifferent(parties.slice(1))) continue
      paths.push(longer)
      if (longer.length < most) extend(longer)
    }
  }
  extend([])
  return paths
}

function cycleTriggers(ground: Ground): Trigger[] {
  const { hops } = ground.detection
  const indexOf = new Map(ground.edges.map((edge, i) => [edge, i]))
  const readings = new Map<string, TestPayment[]>()
  for (const path of everyPath(ground, hops!.lte)) {
    if (path.length < hops!.gte || path[0]!.payer !== path[path.length - 1]!.payee) continue
    const key = keyOf(path)
    const known = readings.get(key)
    if (known === undefined || indexOf.get(path[0]!)! < indexOf.get(known[0]!)!) readings.set(key, path)
  }
  return pathTriggers(ground, [...readings.values()])
}

function chainTriggers(ground: Ground): Trigger[] {
  const { gte, lte } = ground.detection.hops!
  const isChain = (path: readonly TestPayment[]) => isPath(ground, path) && areDifferent(partiesOf(path))
  const chains = everyPath(ground, lte).filter(
    (path) =>
      path.length >= gte &&
      isChain(path) &&
      (path.length === lte || !ground.edges.some((next) => isChain([...path, next]))) &&
      !ground.edges.some((previous) => isChain([previous, ...path])),
  )
  return pathTriggers(ground, chains)
}

const keyOf = (payments: readonly TestPayment[]): string =>
  payments
    .map(({ id }) => id)
    .sort()
    .join()

function pathTriggers({ edges }: Ground, paths: readonly TestPayment[][]): Trigger[] {
  return [...paths]
    .sort((a, b) => edges.indexOf(a[0]!) - edges.indexOf(b[0]!))
    .map((path) => {
      const opener = path[0]!.payer
      const end = path[path.length - 1]!.payee
      return {
        group: opener,
        names: [opener],
        subject: opener,
        role: "opener",
        payment: path[0]!,
        payments: path,
        parties: [...path.slice(1).map(({ payer }) => `intermediary ${payer}`), `sink ${end}`],
        instances: [keyOf(path)],
      }
    })
}

interface TestLink {
  readonly a: TestPayment
  readonly b: TestPayment
}

function everyLink(ground: Ground): TestLink[] {
  const { edges, detection } = ground
  return edges.flatMap((b) => {
    const fitting = edges.filter(
      (a) =>
        a.payer !== b.payee &&
        !isHub(ground, b.payer) &&
        b.time - a.time <= detection.withinMs &&
        follows(ground, a, b),
    )
    const last = new Map(fitting.map((a) => [a.payer, a]))
    return [...last.values()].map((a) => ({ a, b }))
  })
}

function layerTriggers(ground: Ground): Trigger[] {
  const { shape, width, widthOut, shared, withinMs, subject } = ground.detection
  const isStack = shape === "stack"
  const [leastEnds, leastShared] = isStack ? [widthOut ?? width!, shared!] : [1, width!]
  const isSource = subject === "source"
  const subjectOf = ({ a, b }: TestLink) => (isSource ? a.payer : b.payee)
  const endOf = ({ a, b }: TestLink) => (isSource ? b.payee : a.payer)
  const namesOf = (link: TestLink) => (isStack ? [subjectOf(link)] : [link.a.payer, link.b.payee])
  const links = everyLink(ground)
  return links.flatMap((trigger) => {
    const names = namesOf(trigger)
    const now = trigger.b.time
    const inWindow = links.filter(
      (link) => namesOf(link).join() === names.join() && link.a.time >= now - withinMs && link.b.time <= now,
    )
    const counts = (end: string) =>
      new Set(inWindow.filter((link) => endOf(link) === end).map(({ b }) => b.payer)).size >= leastShared
    const counting = inWindow.filter((link) => counts(endOf(link)))
    const ends = new Set(counting.map(endOf))
    const intermediaries = new Set(counting.map(({ b }) => b.payer))
    if (ends.size < leastEnds || intermediaries.size < width!) return []
    const endRole = isSource ? "sink" : "source"
    return [
      {
        group: names.join(),
        names,
        subject: subjectOf(trigger),
        role: subject,
        payment: trigger.b,
        payments: counting.flatMap(({ a, b }) => [a, b]),
        parties: [
          ...[...ends].map((end) => `${endRole} ${end}`),
          ...[...intermediaries].map((one) => `intermediary ${one}`),
        ],
        instances: counting.map(({ a, b }) => `${a.id} ${b.id}`),
      },
    ]
  })
}

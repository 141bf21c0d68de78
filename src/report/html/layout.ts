// Where the parties of a network stand in its drawing: columns along the way of the money, from the buyers on the left to
// suppliers and cash-outs on the right. Layers after K. Sugiyama, S. Tagawa, M. Toda, IEEE Transactions on Systems, Man,
// and Cybernetics 11, 109–125 (1981). No randomness and no clock; all order is that of texts, so that shuffled input gives
// the same drawing.
import { compareText } from "../../model/vocabulary.ts"
import { type Grid, heightsOf } from "./layout-heights.ts"
import { type DrawnLayer, type DrawnNetwork, type LayoutStage, type Link, layersOf } from "./layout-layers.ts"
import { orderLayers } from "./layout-order.ts"

export type { LayoutStage } from "./layout-layers.ts"

/** A place in the drawing in its units (CSS pixels at scale 1), from the upper left corner. */
export interface LayoutPoint {
  readonly x: number
  readonly y: number
}

/** One or more columns under one heading; `x` is their middle. */
export interface LayoutColumn {
  readonly stage: LayoutStage
  readonly x: number
}

export interface NetworkLayout {
  readonly width: number
  readonly height: number
  /** The middle of each party's mark: first the members, then the contacts, in the order of the network. */
  readonly points: readonly LayoutPoint[]
  /** From left to right. */
  readonly columns: readonly LayoutColumn[]
  /** Whether there is room for the names of contacts. */
  readonly namesContacts: boolean
}

/** The room of a mark with its label. Rooms never overlap, and marks stand in their middle. */
export const MEMBER_BOX = { width: 148, height: 84 } as const
export const CONTACT_BOX = { width: 148, height: 26 } as const
/** A contact without a name. */
export const BARE_BOX = { width: 26, height: 26 } as const
/** Room for the headings above the columns. */
export const HEADING_HEIGHT = 56

/** A network of more parties is offered as a drawing by WebGL too: see `large-drawing.ts` of the page. */
export const LARGE_NETWORK = 400

/** More contacts than this are drawn without names; the tables have them. */
const MOST_NAMED = 60
/** A layer of more parties is several columns wide, to fit a screen. */
const MOST_ROWS = { members: 8, contacts: 30 } as const
/** Between layers, for the arrows. */
const GAP = 80
const MARGIN = 16

/** Positions of all parties of a network. Payments of parties that are neither member nor contact are left out. */
export function layoutNetwork(network: DrawnNetwork): NetworkLayout {
  const links = linksOf(network)
  const namesContacts = network.contacts.length <= MOST_NAMED
  const layers = orderLayers(layersOf(network, links), links).map((layer) => ({
    ...layer,
    ...gridOf(layer, namesContacts),
  }))
  const heights = heightsOf(layers, links)
  const points = new Map<string, LayoutPoint>()
  const columns: { stage: LayoutStage; left: number; right: number }[] = []
  let left = MARGIN
  for (const { stage, parties, columns: wide, width } of layers) {
    parties.forEach((party, i) => {
      points.set(party, { x: left + (i % wide) * width + width / 2, y: heights.get(party)! })
    })
    const right = left + wide * width
    const before = columns.at(-1)
    if (before?.stage === stage) before.right = right
    else columns.push({ stage, left, right })
    left = right + GAP
  }
  const lowest = Math.max(
    0,
    ...layers.flatMap(({ parties, height }) => parties.map((p) => heights.get(p)! + height / 2)),
  )
  return {
    width: left - GAP + MARGIN,
    height: HEADING_HEIGHT + lowest + MARGIN,
    points: [...network.members, ...network.contacts].map(({ party }) => {
      const { x, y } = points.get(party)!
      return { x, y: y + HEADING_HEIGHT }
    }),
    columns: columns.map(({ stage, left, right }) => ({ stage, x: (left + right) / 2 })),
    namesContacts,
  }
}

/** Who pays whom, sorted; nobody pays themselves. */
function linksOf({ members, contacts, edges }: DrawnNetwork): Link[] {
  const known = new Set([...members, ...contacts].map(({ party }) => party))
  return edges
    .filter(({ payer, payee }) => payer !== payee && known.has(payer) && known.has(payee))
    .map(({ payer, payee }) => ({ from: payer, to: payee }))
    .sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to))
}

function gridOf({ stage, parties }: DrawnLayer, namesContacts: boolean): Grid {
  if (stage !== "contacts") return { ...MEMBER_BOX, columns: Math.ceil(parties.length / MOST_ROWS.members) }
  const box = namesContacts ? CONTACT_BOX : BARE_BOX
  return { ...box, columns: Math.ceil(parties.length / MOST_ROWS.contacts) }
}

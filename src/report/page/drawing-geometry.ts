// Shapes of the drawing of a network: marks by role, arrows, labels that fit their room. Plain numbers and path texts.
import type { NetworkRole } from "../../model/vocabulary.ts"
import { BARE_BOX, CONTACT_BOX, type LayoutPoint, MEMBER_BOX } from "../html/layout.ts"
import type { ReportEdge, ReportNetwork, Totals } from "./report-data.ts"
import { spelledOut } from "./text-pieces.ts"

/** A party in the drawing. `x` and `y` are the middle of its mark. */
export interface DrawnNode {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly isContact: boolean
}

/** An arrow between two nodes (indexes), with its line and its head as SVG paths. */
export interface DrawnEdge {
  readonly edge: ReportEdge
  readonly from: number
  readonly to: number
  readonly width: number
  readonly line: string
  readonly head: string
}

const MEMBER_RADIUS = 15
const CONTACT_RADIUS = 6
/** A member's mark stands above its label. */
const MARK_RISE = 18
/** A contact's mark stands at the right end of its room, its name before it. */
const MARK_INSET = 10
const THINNEST = 1.5
const WIDEST = 9

/** Members, then contacts, as the network lists them. */
export function drawnNodes({ members, layout }: ReportNetwork): DrawnNode[] {
  return layout.points.map(({ x, y }: LayoutPoint, i) => {
    if (i < members.length) return { x, y: y - MARK_RISE, radius: MEMBER_RADIUS, isContact: false }
    const right = layout.namesContacts ? x + CONTACT_BOX.width / 2 - MARK_INSET : x
    return { x: right, y, radius: CONTACT_RADIUS, isContact: true }
  })
}

/** Room for a label in units of the drawing; 0: none. */
export function labelRoom({ layout }: ReportNetwork, isContact: boolean): number {
  if (!isContact) return MEMBER_BOX.width - 8
  return layout.namesContacts
    ? CONTACT_BOX.width - MARK_INSET - CONTACT_RADIUS - 8
    : BARE_BOX.width - BARE_BOX.width
}

/** Arrows, the thinnest last so that none hides behind another. */
export function drawnEdges(network: ReportNetwork, nodes: readonly DrawnNode[]): DrawnEdge[] {
  const place = new Map([...network.members, ...network.contacts].map(({ party }, i) => [party, i]))
  const widthOf = edgeWidths(network.edges)
  return network.edges
    .flatMap((edge) => {
      const from = place.get(edge.payer)
      const to = place.get(edge.payee)
      if (from === undefined || to === undefined || from === to) return []
      const width = widthOf(edge)
      return [{ edge, from, to, width, ...arrow(nodes[from]!, nodes[to]!, width) }]
    })
    .sort((a, b) => b.width - a.width)
}

/** Widths by amount: the area of an arrow goes with its share of the largest amount in its currency. */
function edgeWidths(edges: readonly ReportEdge[]): (edge: ReportEdge) => number {
  const largest = new Map<string, number>()
  for (const { total } of edges) {
    for (const [currency, amount] of amountsOf(total)) {
      largest.set(currency, Math.max(largest.get(currency) ?? 0, amount))
    }
  }
  return ({ total }) => {
    const shares = amountsOf(total).map(([currency, amount]) => amount / (largest.get(currency) || 1))
    return round(THINNEST + (WIDEST - THINNEST) * Math.sqrt(Math.max(0, ...shares)))
  }
}

/** Only for widths: amounts as text stay exact everywhere else. */
function amountsOf(total: Totals): [currency: string, amount: number][] {
  const amounts: [string, number][] = []
  for (let i = 0; i < total.length; i += 2) amounts.push([total[i]!, Number(total[i + 1])])
  return amounts
}

/** Nearer than this in x, two parties stand in one column. */
const SAME_COLUMN = 40

/** Onward to the right; within a column round its right side; backwards over the top. */
function arrow(from: DrawnNode, to: DrawnNode, width: number): { line: string; head: string } {
  const length = 5 + width
  const half = 3 + width / 2
  if (to.x - from.x > SAME_COLUMN) {
    const [x1, x2] = [from.x + from.radius, to.x - to.radius - length]
    const bend = (x2 - x1) * 0.45
    return {
      line: `M${point(x1, from.y)}C${point(x1 + bend, from.y)} ${point(x2 - bend, to.y)} ${point(x2, to.y)}`,
      head: `M${point(x2 + length, to.y)}L${point(x2, to.y - half)} ${point(x2, to.y + half)}Z`,
    }
  }
  if (from.x - to.x > SAME_COLUMN) {
    const [y1, y2] = [from.y - from.radius, to.y - to.radius - length]
    const top = Math.min(y1, y2) - 24 - (from.x - to.x) * 0.08
    return {
      line: `M${point(from.x, y1)}C${point(from.x, top)} ${point(to.x, top)} ${point(to.x, y2)}`,
      head: `M${point(to.x, y2 + length)}L${point(to.x - half, y2)} ${point(to.x + half, y2)}Z`,
    }
  }
  const [x1, x2] = [from.x + from.radius, to.x + to.radius + length]
  const right = Math.max(x1, x2) + 28 + Math.abs(from.y - to.y) * 0.1
  return {
    line: `M${point(x1, from.y)}C${point(right, from.y)} ${point(right, to.y)} ${point(x2, to.y)}`,
    head: `M${point(x2 - length, to.y)}L${point(x2, to.y - half)} ${point(x2, to.y + half)}Z`,
  }
}

/** The outline of a role's mark around 0,0: a shape of its own for each role, besides its colour and its name. */
export function markPath(role: NetworkRole, radius: number): string {
  const r = radius
  switch (role) {
    case "seller":
      return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`
    case "buyer":
    case "payer":
      return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`
    case "mule":
      return corners([0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0])
    case "supplier":
      return corners([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9])
    case "cash-out":
      return corners([-1.1, -0.85], [1.1, -0.85], [0, 1.1])
    case "collector":
      return corners([-1.1, 0.85], [1.1, 0.85], [0, -1.1])
    case "unclear":
      return corners([-0.45, -1.1], [0.45, -1.1], [0.45, 1.1], [-0.45, 1.1])
    case "courier-linked":
      return corners([-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95], [-1.1, 0])
  }

  function corners(...points: readonly (readonly [number, number])[]): string {
    return `M${points.map(([x, y]) => point(x * r, y * r)).join("L")}Z`
  }
}

/** A text that fits `room`, hidden characters told by their code points. Widths are estimates: wide scripts count as 1 em. */
export function fittingText(text: string, room: number, fontSize: number): string {
  let width = 0
  let end = 0
  const characters = [...spelledOut(text.slice(0, MOST_CHARACTERS))]
  for (const character of characters) {
    width += (WIDE.test(character) ? 1 : 0.58) * fontSize
    if (width > room) return `${characters.slice(0, Math.max(1, end - 1)).join("")}…`
    end++
  }
  return characters.join("")
}

/** No label has room for more. */
const MOST_CHARACTERS = 200
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u

export type Direction = "left" | "right" | "up" | "down"

/** The nearest node in a direction, straight ahead before aside; undefined: there is none. */
export function neighbourIn(
  nodes: readonly DrawnNode[],
  from: number,
  direction: Direction,
): number | undefined {
  const here = nodes[from]!
  let best: number | undefined
  let least = Number.POSITIVE_INFINITY
  nodes.forEach(({ x, y }, i) => {
    const [dx, dy] = [x - here.x, y - here.y]
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction]
    const aside = Math.abs(direction === "left" || direction === "right" ? dy : dx)
    const cost = ahead + 2 * aside
    if (i !== from && ahead > 1 && ahead >= aside * 0.2 && cost < least) [best, least] = [i, cost]
  })
  return best
}

const point = (x: number, y: number) => `${round(x)},${round(y)}`
const round = (value: number) => Math.round(value * 10) / 10

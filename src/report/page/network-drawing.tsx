// The drawing of a network: parties by role in columns along the way of the money, arrows by amount. It answers to pointer
// and keyboard alike; what it shows stands in tables besides.
import { useMemo, useRef, useState } from "preact/hooks"
import { LARGE_NETWORK } from "../html/layout.ts"
import { DrawingControls, DrawingLegend } from "./drawing-controls.tsx"
import { PartyDetails } from "./drawing-details.tsx"
import { type DrawnEdge, drawnEdges, drawnNodes, neighbourIn } from "./drawing-geometry.ts"
import { DrawingNode } from "./drawing-node.tsx"
import { FastDrawing } from "./fast-drawing.tsx"
import { largeDrawing } from "./large-picture.ts"
import { usePrinting } from "./printing.ts"
import { say } from "./report.ts"
import type { ReportNetwork } from "./report-data.ts"
import { useViewport } from "./use-viewport.ts"

const ZOOM_STEP = 1.4
const DIRECTIONS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" } as const

export function NetworkDrawing({ network }: { readonly network: ReportNetwork }) {
  const { layout, members, contacts, months } = network
  const parties = useMemo(() => [...members, ...contacts], [network])
  const nodes = useMemo(() => drawnNodes(network), [network])
  const edges = useMemo(() => drawnEdges(network, nodes), [network])
  const svg = useRef<SVGSVGElement>(null)
  const viewport = useViewport(svg, layout.width, layout.height)
  const printing = usePrinting()
  const [month, setMonth] = useState<number | null>(null)
  const [cursor, setCursor] = useState(0)
  const [pointed, setPointed] = useState<number | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const [held, setHeld] = useState<number | null>(null)
  const [isFast, setFast] = useState(false)
  const canBeFast = useMemo(() => parties.length > LARGE_NETWORK && largeDrawing() !== undefined, [network])
  const picked = printing ? null : (pointed ?? focused ?? held)
  const inMonth = monthFilter(printing || month === null ? null : (months[month]?.month ?? null))
  const near = neighboursOf(edges, picked)

  const goTo = (index: number) => {
    setCursor(index)
    const node = nodes[index]!
    viewport.reveal(node.x, node.y)
    svg.current?.querySelector<SVGGElement>(`[data-node="${index}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isArrow = Object.hasOwn(DIRECTIONS, event.key)
    const next = isArrow
      ? neighbourIn(nodes, cursor, DIRECTIONS[event.key as keyof typeof DIRECTIONS])
      : undefined
    if (next !== undefined) goTo(next)
    else if (event.key === "+" || event.key === "=") viewport.zoom(ZOOM_STEP)
    else if (event.key === "-") viewport.zoom(1 / ZOOM_STEP)
    else if (event.key === "0") viewport.showAll()
    else if (event.key === "Enter" || event.key === " ") setHeld(held === cursor ? null : cursor)
    else if (event.key === "Escape") setHeld(null)
    else if (!isArrow) return
    event.preventDefault()
  }
  const { x, y, width, height } = printing
    ? { x: 0, y: 0, width: layout.width, height: layout.height }
    : viewport.view
  const label = say("drawing.label", {
    members: say("counted.members", { count: members.length }),
    contacts: say("counted.contacts", { count: contacts.length }),
    arrows: say("drawing.arrows", { count: edges.length }),
  })

  return (
    <figure class="drawing">
      <DrawingControls
        zoomIn={() => viewport.zoom(ZOOM_STEP)}
        zoomOut={() => viewport.zoom(1 / ZOOM_STEP)}
        showAll={viewport.showAll}
        months={months.map((flow) => flow.month)}
        month={month}
        setMonth={setMonth}
        fast={canBeFast ? { isOn: isFast, turn: setFast } : undefined}
      />
      {isFast && !printing ? (
        <FastDrawing
          parties={parties}
          nodes={nodes}
          edges={edges}
          point={setPointed}
          giveUp={() => setFast(false)}
        />
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset */}
      <svg
        ref={svg}
        class={`canvas${picked === null ? "" : " has-pick"}${isFast && !printing ? " replaced" : ""}`}
        viewBox={`${x} ${y} ${width} ${height}`}
        height={Math.min(layout.height, 720)}
        role="group"
        aria-label={label}
        onKeyDown={onKeyDown}
        onPointerDown={viewport.onPointerDown}
        onPointerMove={viewport.onPointerMove}
        onPointerUp={viewport.onPointerUp}
        onPointerLeave={viewport.onPointerUp}
      >
        {layout.columns.map((column) => (
          <text class="column-heading" x={column.x} y={28}>
            {say(`drawing.column.${column.stage}`)}
          </text>
        ))}
        <g>
          {edges.map((edge) => (
            <Arrow drawn={edge} isNear={touches(edge, picked)} isFaded={!inMonth(edge)} />
          ))}
        </g>
        {nodes.map((node, index) => (
          <DrawingNode
            network={network}
            member={parties[index]!}
            node={node}
            index={index}
            isCursor={index === cursor}
            isHeld={index === held}
            isNear={index === picked || near.has(index)}
            point={setPointed}
            focus={(on) => {
              setFocused(on ? index : null)
              if (on) setCursor(index)
            }}
            hold={() => setHeld(held === index ? null : index)}
          />
        ))}
      </svg>
      <PartyDetails network={network} member={picked === null ? undefined : parties[picked]} />
      <DrawingLegend network={network} />
    </figure>
  )
}

function Arrow({
  drawn,
  isNear,
  isFaded,
}: {
  readonly drawn: DrawnEdge
  readonly isNear: boolean
  readonly isFaded: boolean
}) {
  const flagged = drawn.edge.flagged > 0 ? "flagged" : "plain"
  return (
    <g class={`arrow ${flagged}${isNear ? " near" : ""}${isFaded ? " faded" : ""}`}>
      <path class="line" d={drawn.line} stroke-width={drawn.width} />
      <path class="head" d={drawn.head} />
    </g>
  )
}

const touches = ({ from, to }: DrawnEdge, node: number | null) =>
  node !== null && (from === node || to === node)

/** Nodes that the picked one pays or is paid by. */
function neighboursOf(edges: readonly DrawnEdge[], picked: number | null): ReadonlySet<number> {
  return new Set(edges.filter((edge) => touches(edge, picked)).flatMap(({ from, to }) => [from, to]))
}

/** Whether an arrow's payments run into a month (`2024-03`), from the first to the last of them; null: every arrow. */
function monthFilter(month: string | null): (drawn: DrawnEdge) => boolean {
  if (month === null) return () => true
  const [year = 0, number = 1] = month.split("-").map(Number)
  const start = Date.UTC(year, number - 1)
  const end = Date.UTC(year, number)
  return ({ edge }) => edge.first < end && edge.last >= start
}

// The drawing of a large network by WebGL, in place of the SVG. Should it fail, the SVG comes back.
import { useEffect, useRef } from "preact/hooks"
import type { DrawnEdge, DrawnNode } from "./drawing-geometry.ts"
import { largeDrawing } from "./large-picture.ts"
import { partyId, partyName } from "./report.ts"
import type { ReportMember } from "./report-data.ts"
import { spelledOut } from "./text-pieces.ts"

interface FastDrawingProps {
  readonly parties: readonly ReportMember[]
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
  readonly point: (index: number | null) => void
  readonly giveUp: () => void
}

export function FastDrawing({ parties, nodes, edges, point, giveUp }: FastDrawingProps) {
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const style = getComputedStyle(document.documentElement)
    const colour = (name: string) => style.getPropertyValue(name).trim()
    try {
      return largeDrawing()?.().drawLarge(holder.current!, {
        nodes: nodes.map(({ x, y, isContact }, index) => {
          const { party, role } = parties[index]!
          const label = spelledOut(partyName(party) || partyId(party))
          return { x, y, size: isContact ? 4 : 12, label, colour: colour(`--role-${role}`) }
        }),
        edges: edges.map(({ edge, from, to, width }) => ({
          from,
          to,
          size: width / 2,
          colour: colour(edge.flagged > 0 ? "--arrow-flagged" : "--arrow"),
        })),
        ink: colour("--ink"),
        point,
      })
    } catch {
      // A driver that promises WebGL and breaks its word.
      giveUp()
      return undefined
    }
  }, [parties])
  return <div ref={holder} class="canvas fast" aria-hidden="true" />
}

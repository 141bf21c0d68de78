// One party of the drawing: its mark, told by shape, colour and word, and its label.
import { type DrawnNode, fittingText, labelRoom, markPath } from "./drawing-geometry.ts"
import { nameOf, partyId, partyName, say } from "./report.ts"
import type { ReportMember, ReportNetwork } from "./report-data.ts"
import { spelledOut } from "./text-pieces.ts"

const MEMBER_FONT = 13
const CONTACT_FONT = 12

interface NodeProps {
  readonly network: ReportNetwork
  readonly member: ReportMember
  readonly node: DrawnNode
  readonly index: number
  /** Tab comes here; arrow keys move on. */
  readonly isCursor: boolean
  readonly isHeld: boolean
  readonly isNear: boolean
  readonly point: (index: number | null) => void
  readonly focus: (on: boolean) => void
  readonly hold: () => void
}

export function DrawingNode(props: NodeProps) {
  const { network, member, node, index, isCursor, isHeld, isNear, point, focus, hold } = props
  const label = labelOf(network, member, node)
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button element
    <g
      class={`node role-${member.role}${node.isContact ? " contact" : ""}${isNear ? " near" : ""}${isHeld ? " held" : ""}`}
      transform={`translate(${node.x} ${node.y})`}
      role="button"
      tabIndex={isCursor ? 0 : -1}
      aria-label={label.spoken}
      aria-pressed={isHeld}
      data-node={index}
      onPointerEnter={() => point(index)}
      onPointerLeave={() => point(null)}
      onFocus={() => focus(true)}
      onBlur={() => focus(false)}
      onClick={hold}
    >
      <circle class="halo" r={node.radius + 5} />
      <path class="mark" d={markPath(member.role, node.radius)} />
      {node.isContact ? (
        <text class="name" x={-node.radius - 6} y={4} font-size={CONTACT_FONT}>
          {label.name}
        </text>
      ) : (
        <>
          <text class="name" y={node.radius + 18} font-size={MEMBER_FONT}>
            {label.name}
          </text>{" "}
          <text class="role" y={node.radius + 33} font-size={CONTACT_FONT}>
            {label.role}
          </text>
        </>
      )}
    </g>
  )
}

interface Label {
  /** As much of the name, or else of the id, as there is room for. */
  readonly name: string
  readonly role: string
  /** For readers of screens: what one sees first, then what there was no room for. */
  readonly spoken: string
}

function labelOf(network: ReportNetwork, { party, role, score }: ReportMember, node: DrawnNode): Label {
  const full = partyName(party) || partyId(party)
  const room = labelRoom(network, node.isContact)
  const name = room === 0 ? "" : fittingText(full, room, node.isContact ? CONTACT_FONT : MEMBER_FONT)
  const played = `${nameOf("role", role)}${score > 0 ? ` · ${score}` : ""}`
  const further = [...(name === full ? [] : [full]), ...(full === partyId(party) ? [] : [partyId(party)])]
  return {
    name,
    role: played,
    spoken: spelledOut([`${name} ${played}`.trim(), ...further].join(say("join.comma"))),
  }
}

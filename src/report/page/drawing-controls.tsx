// What surrounds the drawing of a network: zoom, the month, and how to read it.
import { NETWORK_ROLES } from "../../model/vocabulary.ts"
import { markPath } from "./drawing-geometry.ts"
import { nameOf, say } from "./report.ts"
import type { ReportNetwork } from "./report-data.ts"

interface ControlProps {
  readonly zoomIn: () => void
  readonly zoomOut: () => void
  readonly showAll: () => void
  readonly months: readonly string[]
  /** Index into `months`; null: all. */
  readonly month: number | null
  readonly setMonth: (month: number | null) => void
  /** Drawing by WebGL; undefined: not offered. */
  readonly fast: { readonly isOn: boolean; readonly turn: (on: boolean) => void } | undefined
}

export function DrawingControls({ zoomIn, zoomOut, showAll, months, month, setMonth, fast }: ControlProps) {
  const shown = month === null ? say("drawing.all-months") : (months[month] ?? "")
  return (
    <div class="drawing-controls no-print">
      <button type="button" onClick={zoomIn}>
        {say("drawing.zoom-in")}
      </button>
      <button type="button" onClick={zoomOut}>
        {say("drawing.zoom-out")}
      </button>
      <button type="button" onClick={showAll}>
        {say("drawing.show-all")}
      </button>
      {fast === undefined ? null : (
        <button type="button" aria-pressed={fast.isOn} onClick={() => fast.turn(!fast.isOn)}>
          {say("drawing.fast")}
        </button>
      )}
      {months.length < 2 ? null : (
        <label class="month" title={say("drawing.month-help")}>
          {say("drawing.month")}{" "}
          <input
            type="range"
            min={0}
            max={months.length}
            value={month === null ? 0 : month + 1}
            aria-valuetext={shown}
            onInput={({ currentTarget: { value } }) =>
              setMonth(Number(value) === 0 ? null : Number(value) - 1)
            }
          />{" "}
          <output>{shown}</output>
        </label>
      )}
    </div>
  )
}

export function DrawingLegend({ network }: { readonly network: ReportNetwork }) {
  const present = new Set([...network.members, ...network.contacts].map(({ role }) => role))
  return (
    <figcaption class="legend">
      <ul>
        {NETWORK_ROLES.filter((role) => present.has(role)).map((role) => (
          <li>
            <svg class={`sign role-${role}`} viewBox="-9 -9 18 18" aria-hidden="true">
              <path class="mark" d={markPath(role, 7)} />
            </svg>{" "}
            {nameOf("role", role)}
          </li>
        ))}
        {(["flagged", "plain"] as const).map((kind) => (
          <li>
            <svg class={`sign wide arrow ${kind}`} viewBox="0 0 34 18" aria-hidden="true">
              <path class="line" d="M1,9L24,9" stroke-width="4" />
              <path class="head" d="M33,9L23,4 23,14Z" />
            </svg>{" "}
            {say(`drawing.${kind}`)}
          </li>
        ))}
      </ul>
      <p class="soft">{say("drawing.wide")}</p>
      <p class="soft no-print">{say("drawing.keys")}</p>
    </figcaption>
  )
}

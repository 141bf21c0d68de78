// The payments of an alert along time: money in above the line, money out below.
import type { RefObject } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import { moneyText, partyLabel } from "./parts.tsx"
import { data, type FindingView, type PaymentView, payment, say } from "./report.ts"
import type { PartyIndex, PaymentIndex } from "./report-data.ts"
import { spelledOut } from "./text-pieces.ts"
import { dayText, timeText } from "./time-text.ts"

const HEIGHT = 180
const MIDDLE = HEIGHT / 2
const MARGIN = 12
/** Room for the labels. */
const LEFT = 44
const TALLEST = MIDDLE - MARGIN

interface AlertTimelineProps {
  readonly party: PartyIndex
  readonly payments: readonly PaymentIndex[]
  readonly findings: readonly FindingView[]
}

export function AlertTimeline({ party, payments, findings }: AlertTimelineProps) {
  const frame = useRef<HTMLElement>(null)
  const width = useWidth(frame)
  const views = payments.map((index) => payment(index))
  const first = views[0]
  const last = views.at(-1)
  if (first === undefined || last === undefined) return null
  const worded = new Set(
    findings.flatMap(({ matches }) =>
      matches.filter(({ term }) => data.terms[term]!.kind !== "benign").map(({ payment }) => payment),
    ),
  )
  const largest = largestByCurrency(views)
  const lasting = last.time - first.time
  const xOf = (time: number) =>
    lasting === 0 ? width / 2 : LEFT + ((width - LEFT - MARGIN) * (time - first.time)) / lasting
  const textOf = dayText(first.time) === dayText(last.time) ? timeText : dayText
  const [from, to] = [textOf(first.time), textOf(last.time)]
  return (
    <figure class="chart timeline" ref={frame}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={say("alert-page.timeline-label", { count: views.length, from, to })}
      >
        <line class="axis" x1="0" x2={width} y1={MIDDLE} y2={MIDDLE} />
        {views.map((view) => (
          <Stem
            key={view.index}
            view={view}
            x={xOf(view.time)}
            isOut={view.payer === party}
            marked={worded.has(view.index)}
            share={Math.sqrt(Number(view.amount) / (largest.get(view.currency) || 1))}
          />
        ))}
        <text class="axis-label" x="2" y="14">
          {say("alert-page.money-in")}
        </text>
        <text class="axis-label" x="2" y={HEIGHT - 4}>
          {say("alert-page.money-out")}
        </text>
      </svg>
      <div class="chart-ends" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </div>
      <figcaption class="soft">
        {say("alert-page.scale", {
          amount: [...largest]
            .map(([currency, amount]) => moneyText(String(amount), currency))
            .join(say("join.comma")),
        })}{" "}
        {largest.size > 1 ? say("alert-page.scale-currency") : null}
      </figcaption>
    </figure>
  )
}

const USUAL_WIDTH = 1000

/** The width that a part of the page has, as it changes: what is drawn at this width keeps its sizes on any screen. */
function useWidth(part: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL_WIDTH)
  useLayoutEffect(() => {
    if (part.current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.round(entry.contentRect.width) || USUAL_WIDTH)
    })
    observer.observe(part.current)
    return () => observer.disconnect()
  }, [])
  return width
}

interface StemProps {
  readonly view: PaymentView
  readonly x: number
  readonly isOut: boolean
  readonly marked: boolean
  /** 0 to 1. */
  readonly share: number
}

function Stem({ view, x, isOut, marked, share }: StemProps) {
  const y = MIDDLE + (isOut ? 1 : -1) * Math.max(4, TALLEST * share)
  return (
    <g class={`stem ${isOut ? "out" : "in"} ${marked ? "marked" : ""}`}>
      <title>
        {spelledOut(
          `${timeText(view.time)}  ${moneyText(view.amount, view.currency)}  ${partyLabel(view.payer)} → ${partyLabel(view.payee)}`,
        )}
      </title>
      <line x1={x} x2={x} y1={MIDDLE} y2={y} />
      {marked ? <rect x={x - 4} y={y - 4} width="8" height="8" /> : <circle cx={x} cy={y} r="3.5" />}
    </g>
  )
}

function largestByCurrency(views: readonly PaymentView[]): Map<string, number> {
  const largest = new Map<string, number>()
  for (const { amount, currency } of views)
    largest.set(currency, Math.max(largest.get(currency) ?? 0, Number(amount)))
  return largest
}

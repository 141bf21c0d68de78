// A sweep as a drawing: alerts, and labelled parties found, over the values of a param. SVG 1.1, no scripts and no style
// from data; it stands alone and opens in any browser.
import type { Sweep, SweepPoint } from "../model/backtest.ts"
import { xmlText } from "../model/xml.ts"

const WIDTH = 760
const HEIGHT = 420
/** The plot inside of the axes. */
const PLOT = { left: 72, right: 688, top: 64, bottom: 340 } as const
const ALERTS = "#1b5e9b"
const HITS = "#b3541e"
const INK = "#333333"
const MAX_VALUE_LABELS = 8
const TICKS = 5

interface Series {
  readonly name: string
  readonly colour: string
  readonly side: "left" | "right"
  readonly dashed: boolean
  readonly valueOf: (point: SweepPoint) => number
}

/** The whole file. Values that are not numbers to draw (none) give an empty plot. */
export function sweepChart(sweep: Sweep): string {
  const { rule, param, inForce, points } = sweep
  const series = seriesOf(sweep)
  const title = `${rule}: ${param} in steps (in force: ${inForce})`
  const x = scaleOf(
    points.map(({ at }) => at),
    PLOT.left,
    PLOT.right,
  )
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12" fill="${INK}">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(WIDTH / 2, 22, shorten(title, 100), { anchor: "middle", size: 14 }),
    ...legend(series),
    line(PLOT.left, PLOT.bottom, PLOT.right, PLOT.bottom, INK),
    ...valueLabels(points, x),
    text((PLOT.left + PLOT.right) / 2, HEIGHT - 12, shorten(param, 80), { anchor: "middle", size: 12 }),
    ...series.flatMap((one) => drawSeries(one, points, x)),
    "</svg>",
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${parts.join("\n")}\n`
}

function seriesOf({ points }: Sweep): Series[] {
  const alerts: Series = {
    name: "alerts of all rules",
    colour: ALERTS,
    side: "left",
    dashed: false,
    valueOf: (point) => point.alerts,
  }
  const isLabelled = points.some(({ metrics }) => metrics !== null)
  const found: Series = isLabelled
    ? {
        name: "labelled true parties the rule finds",
        colour: HITS,
        side: "right",
        dashed: true,
        valueOf: ({ metrics }) => metrics?.truePositives ?? 0,
      }
    : {
        name: "parties the rule finds",
        colour: HITS,
        side: "right",
        dashed: true,
        valueOf: ({ subjects }) => subjects,
      }
  return [alerts, found]
}

type Scale = (value: number) => number

function scaleOf(values: readonly number[], from: number, to: number): Scale {
  const least = Math.min(...values)
  const most = Math.max(...values)
  return (value) => (most > least ? from + ((value - least) / (most - least)) * (to - from) : (from + to) / 2)
}

function drawSeries(series: Series, points: readonly SweepPoint[], x: Scale): string[] {
  const values = points.map(series.valueOf)
  const step = tickStep(Math.max(1, ...values))
  const top = step * Math.max(1, Math.ceil(Math.max(1, ...values) / step))
  const y = (value: number) => PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top)
  const isLeft = series.side === "left"
  const edge = isLeft ? PLOT.left : PLOT.right
  const parts = [line(edge, PLOT.top, edge, PLOT.bottom, series.colour)]
  for (let tick = 0; tick <= top; tick += step) {
    const at = y(tick)
    if (isLeft && tick > 0) parts.push(line(PLOT.left, at, PLOT.right, at, "#e3e3e3"))
    const style = { anchor: isLeft ? "end" : "start", size: 12, colour: series.colour } as const
    parts.push(text(edge + (isLeft ? -8 : 8), at + 4, String(tick), style))
  }
  const corners = points.map((point, i) => `${number(x(point.at))},${number(y(values[i]!))}`)
  const dashes = series.dashed ? ' stroke-dasharray="6 4"' : ""
  parts.push(
    `<polyline points="${corners.join(" ")}" fill="none" stroke="${series.colour}" stroke-width="2"${dashes}/>`,
    ...corners.map((corner) => {
      const [cx = "0", cy = "0"] = corner.split(",")
      return `<circle cx="${cx}" cy="${cy}" r="3" fill="${series.colour}"/>`
    }),
  )
  return parts
}

/** 1, 2 or 5 times a power of ten, whole: so that about five ticks reach the largest value. */
function tickStep(most: number): number {
  const rough = most / TICKS
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10
  return Math.max(1, Math.round(factor * power))
}

/** The values under the axis: all, or every second, third … */
function valueLabels(points: readonly SweepPoint[], x: Scale): string[] {
  const every = Math.ceil(points.length / MAX_VALUE_LABELS)
  return points.flatMap(({ value, at }, i) => {
    if (i % every !== 0) return []
    const label = text(x(at), PLOT.bottom + 22, shorten(value, 14), { anchor: "middle", size: 11 })
    return [line(x(at), PLOT.bottom, x(at), PLOT.bottom + 5, INK), label]
  })
}

function legend(series: readonly Series[]): string[] {
  return series.flatMap(({ name, colour, side, dashed }, i) => {
    const left = PLOT.left + i * 260
    const mark = line(left, 43, left + 24, 43, colour, dashed)
    const scale = side === "left" ? "left scale" : "right scale"
    return [mark, text(left + 30, 47, `${name} (${scale})`, { anchor: "start", size: 12 })]
  })
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string, dashed = false): string {
  const dashes = dashed ? ' stroke-dasharray="6 4"' : ""
  return `<line x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}" stroke="${colour}"${dashes}/>`
}

function text(
  x: number,
  y: number,
  content: string,
  { anchor, size, colour = INK }: { anchor: "start" | "middle" | "end"; size: number; colour?: string },
): string {
  return `<text x="${number(x)}" y="${number(y)}" text-anchor="${anchor}" font-size="${size}" fill="${colour}">${xmlText(content)}</text>`
}

/** At most two decimals: the same text on every machine. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function shorten(content: string, length: number): string {
  const characters = [...content]
  return characters.length <= length ? content : `${characters.slice(0, length - 1).join("")}…`
}

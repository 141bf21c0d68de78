// Zoom and pan of a drawing: what part of it is in view, moved by pointer, Ctrl and wheel, or by buttons and keys.
import { useEffect, useRef, useState } from "preact/hooks"

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Viewport {
  readonly view: Rect
  /** Above 1: nearer. */
  readonly zoom: (factor: number) => void
  readonly showAll: () => void
  /** Moves the view so that the point is inside of it. */
  readonly reveal: (x: number, y: number) => void
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: () => void
}

/** The nearest view shows this share of the drawing's width. */
const NEAREST = 0.1
const WHEEL_STEP = 1.15

export function useViewport(
  svg: { readonly current: SVGSVGElement | null },
  width: number,
  height: number,
): Viewport {
  const whole: Rect = { x: 0, y: 0, width, height }
  const [view, setView] = useState(whole)
  const dragged = useRef<{ x: number; y: number } | null>(null)
  const zoomAt = (factor: number, x: number, y: number) => setView((old) => zoomed(old, factor, x, y, whole))

  useEffect(() => {
    const element = svg.current
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const at = pointIn(element, event)
      zoomAt(event.deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP, at.x, at.y)
    }
    // Not passive: the browser would zoom the page.
    element?.addEventListener("wheel", wheel, { passive: false })
    return () => element?.removeEventListener("wheel", wheel)
  }, [])

  return {
    view,
    zoom: (factor) => zoomAt(factor, view.x + view.width / 2, view.y + view.height / 2),
    showAll: () => setView(whole),
    reveal: (x, y) => setView((old) => revealing(old, x, y)),
    onPointerDown: (event) => {
      if (event.button === 0) dragged.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event) => {
      const from = dragged.current
      if (from === null) return
      const unitsPerPixel = 1 / (svg.current?.getScreenCTM()?.a ?? 1)
      const dx = (event.clientX - from.x) * unitsPerPixel
      const dy = (event.clientY - from.y) * unitsPerPixel
      dragged.current = { x: event.clientX, y: event.clientY }
      setView((old) => ({ ...old, x: old.x - dx, y: old.y - dy }))
    },
    onPointerUp: () => {
      dragged.current = null
    },
  }
}

function zoomed(view: Rect, factor: number, x: number, y: number, whole: Rect): Rect {
  const width = Math.min(whole.width, Math.max(whole.width * NEAREST, view.width / factor))
  if (width === whole.width) return whole
  const scale = width / view.width
  return { x: x - (x - view.x) * scale, y: y - (y - view.y) * scale, width, height: view.height * scale }
}

function revealing(view: Rect, x: number, y: number): Rect {
  const isInside = x >= view.x && x <= view.x + view.width && y >= view.y && y <= view.y + view.height
  return isInside ? view : { ...view, x: x - view.width / 2, y: y - view.height / 2 }
}

function pointIn(svg: SVGSVGElement | null, event: MouseEvent): { readonly x: number; readonly y: number } {
  const matrix = svg?.getScreenCTM()
  if (!matrix) return { x: 0, y: 0 }
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
}

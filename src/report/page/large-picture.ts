// What the page and the script for large drawings say to one another. That script stands in the document only where a
// network is large, and does nothing before it is called.

export interface LargeNode {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly label: string
  readonly colour: string
}

export interface LargeEdge {
  /** Indexes of nodes. */
  readonly from: number
  readonly to: number
  readonly size: number
  readonly colour: string
}

export interface LargePicture {
  readonly nodes: readonly LargeNode[]
  readonly edges: readonly LargeEdge[]
  /** Colour of labels. */
  readonly ink: string
  /** Told the node that the pointer is on; null: none. */
  readonly point: (node: number | null) => void
}

export interface LargeDrawingScript {
  /** Draws with WebGL into the element, and returns what takes it away again. Throws without WebGL. */
  readonly drawLarge: (holder: HTMLElement, picture: LargePicture) => () => void
}

declare global {
  var moneytrailLargeDrawing: (() => LargeDrawingScript) | undefined
}

/** The script, where the document has it and the browser has WebGL. */
export function largeDrawing(): (() => LargeDrawingScript) | undefined {
  const hasWebGl = document.createElement("canvas").getContext("webgl2") !== null
  return hasWebGl ? globalThis.moneytrailLargeDrawing : undefined
}

// Whether a file is read with readers beside this thread, and what they are told of it.
import type { PaymentTableBuilder } from "../model/table.ts"
import { createPartAdder } from "./add-part.ts"
import type { FileIntake } from "./file-intake.ts"
import { HEAD_ROWS, type Layout, type LayoutOptions } from "./layout.ts"
import type { PartReaders } from "./part.ts"
import type { PartTask } from "./part-reader.ts"
import type { OpenedSource, PlainRowTaker, RawRow } from "./row-source.ts"

/** Opens readers of pieces; undefined: there are none. They end with the signal. */
export type OpenPartReaders = (task: PartTask, signal: AbortSignal) => PartReaders | undefined

export interface WaysBeside {
  readonly openReaders: OpenPartReaders
  /** Files of fewer bytes are read by this thread alone. */
  readonly minBytes: number
}

interface FileAtHand {
  readonly source: Pick<OpenedSource, "bytesRead" | "bytesTotal">
  /** The first rows, as many as the layout was found by or more. */
  readonly head: readonly RawRow[]
  readonly width: number
  readonly layout: Layout
  readonly layoutOptions: LayoutOptions
  /** Name of the preset that the user gave. */
  readonly preset: string | undefined
}

/** How readers beside this thread are opened for a file: once it is known to be large. */
export function besideOf(
  { openReaders, minBytes = 0 }: Partial<WaysBeside>,
  { source, head, width, layout, layoutOptions, preset }: FileAtHand,
  intake: FileIntake,
  builder: PaymentTableBuilder,
  signal: AbortSignal,
): PlainRowTaker["beside"] {
  if (openReaders === undefined) return undefined
  return (dialect, cut) => {
    if (Math.max(source.bytesTotal ?? 0, source.bytesRead) < minBytes) return undefined
    const { mapping, mappingIsForSome, timeZone, strictDecimals } = layoutOptions
    const task: PartTask = {
      dialect,
      cut: { ...cut, skipLines: 0 },
      head: head.slice(0, HEAD_ROWS),
      width,
      layout: { mapping, mappingIsForSome, timeZone, strictDecimals },
      preset,
      textFields: builder.textFields,
    }
    const readers = openReaders(task, signal)
    return readers && { ...readers, add: createPartAdder(layout, builder, intake) }
  }
}

// Text from the data: whatever it holds it stays text, keeps to itself in its direction, and hides nothing.
import type { ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import { groupAmounts } from "./amount-text.ts"
import { usePrinting } from "./printing.ts"
import { data, numberText, say } from "./report.ts"
import { codePointName, excerpts, markedPieces, type Span, splitHidden } from "./text-pieces.ts"

/** One text of the data. */
export function Text({ value }: { readonly value: string }) {
  return <bdi dir="auto">{visible(value)}</bdi>
}

/** A sentence that the program made of the data, its amounts grouped as they are everywhere on the page. */
export function Sentence({ value }: { readonly value: string }) {
  return <Text value={groupAmounts(value)} />
}

/** Hidden characters become signs that one can see. */
function visible(text: string): ComponentChildren {
  const parts = splitHidden(text)
  if (parts.length === 1) return text
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span class="hidden-character" title={codePointName(part)}>
        {part === "\n" ? "↵" : codePointName(part)}
      </span>
    ),
  )
}

/** A text with words marked; a long one shortened, with a button that opens it. */
export function MarkedText({ value, spans }: { readonly value: string; readonly spans: readonly Span[] }) {
  const { textLength } = data.limits
  const [open, setOpen] = useState(false)
  const printing = usePrinting()
  const shown = open || printing ? [{ start: 0, end: value.length }] : excerpts(value, spans)
  const isWhole = shown.length === 1 && shown[0]?.end === value.length
  return (
    <>
      <bdi dir="auto" class="memo">
        {shown.map(({ start, end }, index) => (
          <>
            {index > 0 || start > 0 ? " … " : null}
            {markedPieces(value, spans, start, end).map(({ text, marked }) =>
              marked ? <mark>{visible(text)}</mark> : visible(text),
            )}
          </>
        ))}
        {isWhole ? null : " …"}
      </bdi>
      {isWhole && !open ? null : (
        <button type="button" class="link no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? say("report.text-less") : say("report.text-all", { number: numberText(value.length) })}
        </button>
      )}
      {value.length >= textLength && value.endsWith("…") ? (
        <span class="soft"> {say("report.text-cut", { number: textLength })}</span>
      ) : null}
    </>
  )
}

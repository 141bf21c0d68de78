// Pages for people as plain blocks, which are printed as Markdown (CommonMark 0.31 with the tables of GitHub) or as
// HTML. Whatever the text holds, it stays text.

/** Text; text that stands out; a word in the type of code; or a link to a heading of the page. */
export type Inline =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  | { readonly text: string; readonly anchor: string }

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string; readonly anchor: string }
  | { readonly kind: "paragraph"; readonly text: readonly Inline[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: "table"
      readonly head: readonly string[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }

export interface Page {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** Addresses in a text, which become links; other schemes stay text. */
const ADDRESS = /https?:\/\/[^\s<>"'`|\\^{}\p{Cc}]*[^\s<>"'`|\\^{}\p{Cc}.,;:!?()[\]]\/?/gu

/** Text and addresses by turns. */
function splitAddresses(text: string): { readonly text: string; readonly isAddress: boolean }[] {
  const parts: { text: string; isAddress: boolean }[] = []
  let end = 0
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    if (index > end) parts.push({ text: text.slice(end, index), isAddress: false })
    parts.push({ text: address, isAddress: true })
    end = index + address.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), isAddress: false })
  return parts
}

/** The page as Markdown. */
export function pageMarkdown({ blocks }: Page): string {
  return `${blocks.map(blockMarkdown).join("\n\n")}\n`
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<a id="${escapeHtml(block.anchor)}"></a>\n\n${"#".repeat(block.level)} ${escapeMarkdown(block.text)}`
    case "paragraph":
      return inlineMarkdown(block.text)
    case "list":
      return block.items.map((item) => `- ${inlineMarkdown(item)}`).join("\n")
    case "table": {
      const lines = [
        block.head.map(escapeMarkdown),
        block.head.map(() => "---"),
        ...block.rows.map((row) => row.map(inlineMarkdown)),
      ]
      return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")
    }
  }
}

function inlineMarkdown(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (typeof inline === "string") {
        return splitAddresses(inline)
          .map(({ text, isAddress }) => (isAddress ? `<${text}>` : escapeMarkdown(text)))
          .join("")
      }
      if ("strong" in inline) return `**${escapeMarkdown(inline.strong)}**`
      if ("code" in inline) return codeMarkdown(inline.code)
      return `[${escapeMarkdown(inline.text)}](#${encodeURIComponent(inline.anchor)})`
    })
    .join("")
}

/** A code span holds its text as it is, but for backticks and the bars of tables: such text is escaped instead. */
function codeMarkdown(text: string): string {
  return /^[^`|\p{Cc}\s][^`|\p{Cc}]*$/u.test(text) && !/\s$/.test(text) ? `\`${text}\`` : escapeMarkdown(text)
}

/** One line of text, every mark that Markdown could read escaped. */
function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>#|~&$]/g, (mark) => `\\${mark}`)
    .replace(/^([-+=!])/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "\\://")
    .replace(/www\./gi, (word) => `${word.slice(0, 3)}\\.`)
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trimEnd()
}

const STYLE = `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}
th,td{border:1px solid #8888;padding:.3rem .6rem;text-align:left;vertical-align:top}
code{font:0.9em ui-monospace,monospace;overflow-wrap:anywhere}
h3{margin-top:2.5rem;border-top:1px solid #8888;padding-top:1rem}`

/** The page as one HTML file that loads nothing and runs nothing. */
export function pageHtml({ title, blocks }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
${blocks.map(blockHtml).join("\n")}
</body>
</html>
`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level} id="${escapeHtml(block.anchor)}">${escapeHtml(block.text)}</h${block.level}>`
    case "paragraph":
      return `<p>${inlineHtml(block.text)}</p>`
    case "list":
      return `<ul>\n${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join("\n")}\n</ul>`
    case "table": {
      const row = (tag: "th" | "td", cells: readonly string[]) =>
        `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`
      const rows = block.rows.map((cells) => row("td", cells.map(inlineHtml)))
      return `<table>\n${[row("th", block.head.map(escapeHtml)), ...rows].join("\n")}\n</table>`
    }
  }
}

function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (typeof inline === "string") {
        return splitAddresses(inline)
          .map(({ text, isAddress }) => {
            const shown = escapeHtml(text)
            return isAddress ? `<a href="${shown}" rel="noreferrer">${shown}</a>` : shown
          })
          .join("")
      }
      if ("strong" in inline) return `<strong>${escapeHtml(inline.strong)}</strong>`
      if ("code" in inline) return `<code>${escapeHtml(inline.code)}</code>`
      return `<a href="#${escapeHtml(encodeURIComponent(inline.anchor))}">${escapeHtml(inline.text)}</a>`
    })
    .join("")
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

function escapeHtml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)
}

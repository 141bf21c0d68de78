// Text from the data inside Markdown (CommonMark 0.31, GitHub's extensions): it stays text whatever it holds, with no
// markup, no HTML, no link that a reader could follow by mistake, and no sign that turns the direction of writing.

/** Signs that mean something in the middle of a line. */
const MARKUP = /[\\`*_{}[\]<>|~#$&@]/g
/** Where GitHub makes a link of bare text: the sign whose loss breaks it. */
const BARE_LINK = /:(?=\/\/)|(?<=\bwww)\./gi
const HIDDEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu

/** Letters, digits and marks that mean nothing in Markdown: most texts hold no other, and stay as they are. */
const PLAIN = /^(?:[ !"%'()+,\-./0-9;=?A-Za-z\u3000-\u9fff]|:(?!\/\/))*$/
const WEB = /\bwww\./i

/** Text for the middle of a line. Line breaks become spaces, hidden characters are shown as their numbers. */
export function markdownText(text: string): string {
  if (PLAIN.test(text) && !WEB.test(text)) return text
  return text
    .replace(/\s*[\r\n]+\s*/g, " ")
    .replace(MARKUP, "\\$&")
    .replace(BARE_LINK, "\\$&")
    .replace(
      HIDDEN,
      (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
    )
}

/** A table; its cells are Markdown. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`)
  return lines.join("\n")
}

/** A list; its items are Markdown. */
export function markdownList(items: readonly string[]): string {
  // A number and a point at the start of an item would begin a list inside it.
  return items
    .map((item) => `- ${item.replace(/^(\d+)(?=[.)])/, "$1\\").replace(/^[-+=]/, "\\$&")}`)
    .join("\n")
}

// Texts that are kept by the ten thousand.

/** Shorter ones V8 never holds in parts. */
const HELD_IN_PARTS = 13

/**
 * The same text in a room of its own. V8 keeps what was put together as its parts, of which a time has seven, and what was
 * cut out together with all that it was cut out of.
 */
export function ownText(text: string): string {
  return text.length < HELD_IN_PARTS ? text : [text.slice(0, 1), text.slice(1)].join("")
}

/** Gives texts that equal one another as one: for those that few different ones are among. */
export function sameTexts(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const own = ownText(text)
    known.set(own, own)
    return own
  }
}

/** The same for lists of texts that hold no line break, as ids of rules. */
export function sameLists(): <Text extends string>(texts: readonly Text[]) => readonly Text[] {
  const known = new Map<string, readonly string[]>()
  return <Text extends string>(texts: readonly Text[]) => {
    const key = texts.join("\n")
    const list = known.get(key) ?? texts.slice()
    known.set(key, list)
    return list as readonly Text[]
  }
}

// Text in XML: what XML 1.0 (W3C, fifth edition) cannot hold is shown as U+FFFD, the rest is escaped. Every writer of XML
// here uses this file.

/** Any sign that may not stand as it is; halves of pairs are looked at more closely. Most texts hold none. */
const SPECIAL = /[^\t\n !#-%(-;=?-\ud7ff\ue000-\ufffd]/

const ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
}

/**
 * Text for the content of an element. Control characters, halves of surrogate pairs and the like (production [2]) become
 * U+FFFD, so that one sees that something stood there. A bare carriage return would be read as a line feed.
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replace(ILLEGAL, "\ufffd").replace(/[&<>"'\r]/g, (mark) => ESCAPES[mark]!)
}

/** Text for an attribute in double quotes, where readers would turn tabs and line feeds into spaces. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replace(/[\t\n]/g, (mark) => ESCAPES[mark]!)
}

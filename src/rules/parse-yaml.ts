// YAML 1.2 text as plain values that remember where they stand. Nothing but maps with text keys, lists and scalars
// of the core schema comes through: no tags of other schemas, no `%YAML 1.1`, no aliases that swell.
import {
  type Alias,
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
} from "yaml"
import { assert, InputError, type SourcePlace } from "../model/errors.ts"
import type { YamlPath, YamlSource } from "./yaml-source.ts"

const MAX_DEPTH = 64
/** Values that aliases may add to a file, all together. */
const MAX_ALIASED = 10_000

const CORE_TAGS: ReadonlySet<string> = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`),
)

const SAME_INDENT = "give the keys of one mapping the same indent"
const QUOTE_HINT = "text that holds ': ' or ' #', or begins with one of {[&*!|>%@`, needs quotes"
const HINTS: Readonly<Partial<Record<string, string>>> = {
  TAB_AS_INDENT: "indent with spaces",
  TAG_RESOLVE_FAILED: "leave out the tag",
  BAD_INDENT: SAME_INDENT,
  BLOCK_AS_IMPLICIT_KEY: `${SAME_INDENT}; ${QUOTE_HINT}`,
}

/** Reads a file's text. What is wrong goes to `errors` (RULE_NOT_YAML), and undefined comes back. */
export function parseYaml(file: string, text: string, errors: InputError[]): YamlSource | undefined {
  const lines = new LineCounter()
  const placeAt = (offset: number): SourcePlace => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const fail = (offset: number, detail: string): undefined => {
    errors.push(new InputError("RULE_NOT_YAML", placeAt(offset), detail))
  }
  const document = oneDocument(text, lines, fail)
  if (document === undefined) return undefined
  const tree = plainTree(document, fail)
  if (tree === undefined) return undefined
  const { value, targets } = tree
  return {
    file,
    value,
    placeOfValue: (path) => {
      const { node, found, key } = walk(document, targets, path)
      return placeAt(startOf(found ? node : (key ?? node)))
    },
    placeOfKey: (path) => {
      const { node, key } = walk(document, targets, path)
      return placeAt(startOf(key ?? node))
    },
    written: (path) => {
      const { node, found } = walk(document, targets, path)
      if (!found || !isScalar(node)) return undefined
      return typeof node.value === "string" ? node.value : (node.source ?? String(node.value))
    },
  }
}

/** Takes down what is wrong at an offset of the text. */
type Fail = (offset: number, detail: string) => undefined

/** The only document of a text, as the package composes it; undefined when it is no YAML 1.2, or more than one. */
function oneDocument(text: string, lines: LineCounter, fail: Fail): Document | undefined {
  const content = text.startsWith("\ufeff") ? text.slice(1) : text
  const tokens = [...new Parser(lines.addNewLine).parse(content)]
  // The composer goes down nested lists by recursion: tens of thousands of brackets would end the process.
  const deep = firstTooDeep(tokens)
  if (deep !== undefined) return fail(deep, tooDeep)
  // Duplicate keys are looked for below: the check of the package takes the square of the number of keys.
  const composer = new Composer({ version: "1.2", uniqueKeys: false })
  const [document, second] = [...composer.compose(tokens, true, content.length)]
  assert(document !== undefined, "the composer yields a document even for an empty text")
  if (second !== undefined)
    return fail(second.range[0], "a second document begins here; keep one document in a file")
  // After the first fault the rest of the text is guesswork, and so are its errors.
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) return fail(fault.pos[0], wordFault(fault))
  const version = document.directives?.yaml
  if (version?.explicit === true && version.version !== "1.2")
    return fail(
      0,
      `the file asks for YAML ${version.version}, which reads NO as false; take the %YAML line away`,
    )
  return document
}

const tooDeep = `more than ${MAX_DEPTH} mappings and lists inside each other; write it flatter`

/** Offset of the first collection that lies too deep. */
function firstTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; depth: number }[] = []
  for (const token of tokens) {
    if (token.type === "document" && token.value !== undefined) open.push({ token: token.value, depth: 0 })
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    if (!CST.isCollection(token)) continue
    if (depth > MAX_DEPTH) return token.offset
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 })
      if (value) open.push({ token: value, depth: depth + 1 })
    }
  }
  return undefined
}

function wordFault(fault: YAMLError): string {
  const message = fault.message.charAt(0).toLowerCase() + fault.message.slice(1)
  return `${message}; ${HINTS[fault.code] ?? QUOTE_HINT}`
}

interface Anchor {
  readonly node: unknown
  readonly value: unknown
  /** Values in it, itself included. */
  readonly size: number
  /** Levels below it. */
  readonly height: number
}

interface PlainTree {
  readonly value: unknown
  readonly targets: ReadonlyMap<Alias, unknown>
}

/** The document as plain values, or undefined when something in it is not plain. */
function plainTree(document: Document, failAt: Fail): PlainTree | undefined {
  const anchors = new Map<string, Anchor>()
  const targets = new Map<Alias, unknown>()
  let count = 0
  let deepest = 0
  let aliased = 0
  let failed = false
  const fail = (node: unknown, detail: string): undefined => {
    failed = true
    return failAt(startOf(node), detail)
  }

  const convert = (node: unknown, depth: number): unknown => {
    if (isAlias(node)) return follow(node, depth)
    if (isNode(node) && node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
      return fail(node, `the tag ${node.tag} is not of the YAML core schema; leave it out`)
    }
    const before = count++
    const deepestBefore = deepest
    deepest = depth
    const value = isMap(node)
      ? convertMap(node, depth)
      : isSeq(node)
        ? node.items.map((item) => convert(item, depth + 1))
        : isScalar(node)
          ? node.value
          : null
    if (isNode(node) && node.anchor !== undefined) {
      anchors.set(node.anchor, { node, value, size: count - before, height: deepest - depth })
    }
    deepest = Math.max(deepest, deepestBefore)
    return value
  }

  const convertMap = (map: YAMLMap<unknown, unknown>, depth: number): unknown => {
    const object: Record<string, unknown> = Object.create(null)
    for (const { key, value } of map.items) {
      if (!isScalar(key) || typeof key.value !== "string") {
        const shown = isScalar(key) ? ` ${key.source ?? String(key.value)}` : ""
        fail(key ?? value ?? map, `the key${shown} is not text; put it in quotes`)
      } else if (key.value in object) {
        fail(key, `the key ${key.value} stands twice in one mapping; keep one`)
      } else {
        object[key.value] = convert(value, depth + 1)
      }
    }
    return object
  }

  const follow = (alias: Alias, depth: number): unknown => {
    const anchor = anchors.get(alias.source)
    if (anchor === undefined) {
      return fail(
        alias,
        `nothing before *${alias.source} is marked &${alias.source}; quote text that begins with *`,
      )
    }
    count += anchor.size
    aliased += anchor.size
    deepest = Math.max(deepest, depth + anchor.height)
    if (deepest > MAX_DEPTH) return fail(alias, tooDeep)
    if (aliased > MAX_ALIASED) {
      if (aliased - anchor.size > MAX_ALIASED) return undefined
      return fail(alias, `aliases repeat more than ${MAX_ALIASED} values; write them out or use fewer`)
    }
    targets.set(alias, anchor.node)
    return anchor.value
  }

  const value = convert(document.contents, 0)
  return failed ? undefined : { value, targets }
}

function startOf(node: unknown): number {
  return isNode(node) && node.range ? node.range[0] : 0
}

/** Goes down as far as the path leads: the last node, its key (or item), and whether it is the path's end. */
function walk(
  document: Document,
  targets: ReadonlyMap<Alias, unknown>,
  path: YamlPath,
): { node: unknown; key: unknown; found: boolean } {
  let node: unknown = document.contents
  let key: unknown
  for (const step of path) {
    const inside = isAlias(node) ? targets.get(node) : node
    if (isMap(inside)) {
      const pair: Pair | undefined = inside.items.find(
        (item) => isScalar(item.key) && item.key.value === step,
      )
      if (pair === undefined) return { node, key, found: false }
      key = pair.key
      node = pair.value
    } else if (isSeq(inside) && typeof step === "number" && step < inside.items.length) {
      node = inside.items[step]
      key = node
    } else return { node, key, found: false }
  }
  return { node, key, found: true }
}

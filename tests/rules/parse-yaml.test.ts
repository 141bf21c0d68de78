import { describe, expect, test } from "vitest"
import type { InputError } from "../../src/model/errors.ts"
import { parseYaml } from "../../src/rules/parse-yaml.ts"

function read(text: string) {
  const errors: InputError[] = []
  const source = parseYaml("f.yaml", text, errors)
  return { source, messages: errors.map(({ message }) => message) }
}

/** As plain objects with a prototype, to compare. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

describe("plain values and places", () => {
  test("YAML 1.2: NO is text, 010 is ten and keeps its form", () => {
    const { source } = read("a: NO\nb: 010\nc: '010'\nd: !!str 010\n")
    expect(plain(source?.value)).toEqual({ a: "NO", b: 10, c: "010", d: "010" })
    expect(source?.written(["b"])).toBe("010")
    expect(source?.written(["c"])).toBe("010")
    expect(source?.written([])).toBeUndefined()
  })

  test("values, keys, items, and the nearest ancestor of what is not there", () => {
    const { source } = read("a:\n  - x\n  - { c: 1, d: }\nb: 2\n")
    expect(source?.placeOfValue(["a", 1, "c"])).toEqual({ file: "f.yaml", line: 3, column: 10 })
    expect(source?.placeOfKey(["a", 1, "c"])).toEqual({ file: "f.yaml", line: 3, column: 7 })
    expect(source?.placeOfKey(["a", 1])).toEqual({ file: "f.yaml", line: 3, column: 5 })
    expect(source?.placeOfKey(["b", "x", "y"])).toEqual({ file: "f.yaml", line: 4, column: 1 })
    expect(source?.placeOfValue(["nothing"])).toEqual({ file: "f.yaml", line: 1, column: 1 })
  })

  test("a byte order mark and CRLF move nothing", () => {
    const { source } = read("\ufeffa: 1\r\nb:\r\n  c: 5\r\n")
    expect(source?.placeOfValue(["a"])).toEqual({ file: "f.yaml", line: 1, column: 4 })
    expect(source?.placeOfValue(["b", "c"])).toEqual({ file: "f.yaml", line: 3, column: 6 })
  })

  test("an empty file is null", () => {
    expect(read("").source?.value).toBeNull()
    expect(read("# nothing\n").source?.value).toBeNull()
  })

  test("aliases repeat what they name, and places follow them", () => {
    const { source } = read("a: &x { k: 1 }\nb: *x\n")
    expect(plain(source?.value)).toEqual({ a: { k: 1 }, b: { k: 1 } })
    expect(source?.placeOfValue(["b", "k"])).toEqual({ file: "f.yaml", line: 1, column: 12 })
  })

  test("__proto__ and constructor are keys like others and reach no prototype", () => {
    const { source } = read("__proto__: { polluted: 1 }\nconstructor: 2\n")
    expect(Object.keys(source?.value as object)).toEqual(["__proto__", "constructor"])
    expect(Object.getPrototypeOf(source?.value)).toBeNull()
    expect("polluted" in {}).toBe(false)
  })
})

describe("RULE_NOT_YAML, with its place", () => {
  test.each([
    ["a key twice", "a: 1\na: 2\n", "f.yaml:2:1", "the key a stands twice"],
    ["a number as key", "a:\n  1: x\n", "f.yaml:2:3", "the key 1 is not text"],
    ["a list as key", "? [a]\n: 1\n", "f.yaml:1:3", "the key is not text"],
    ["a line indented otherwise", "a:\n   b: c\n    d: e\n", "f.yaml:2:7", "the same indent"],
    ["text that needs quotes", "reason: {subject} was paid\n", "f.yaml:1:19", "needs quotes"],
    ["a colon inside text", "a: b: c\n", "f.yaml:1:4", "needs quotes"],
    ["a tab as indent", "a:\n\tb: 1\n", "f.yaml:2:1", "indent with spaces"],
    ["a list never closed", "a: [1,\n", "f.yaml:2:1", ""],
    ["a quote never closed", "a: 'x\n", "f.yaml:2:1", "missing closing"],
    ["YAML 1.1", "%YAML 1.1\n---\na: NO\n", "f.yaml:1:1", "YAML 1.1, which reads NO as false"],
    ["a tag of its own", "a: !code 1\n", "f.yaml:1:4", "unresolved tag"],
    ["a tag of another schema", "a: !!binary aGk=\n", "f.yaml:1:13", "leave it out"],
    ["a second document", "a: 1\n---\nb: 1\n", "f.yaml:2:1", "a second document"],
    ["an alias of nothing", "a: *x\n", "f.yaml:1:4", "nothing before *x"],
    ["an alias inside itself", "a: &x [*x]\n", "f.yaml:1:8", "nothing before *x"],
    ["brackets without end", "[".repeat(50_000), "f.yaml:1:66", "inside each other"],
    ["lists without end", "- ".repeat(5_000), "f.yaml:1:131", "inside each other"],
  ])("%s", (_, text, place, words) => {
    const { source, messages } = read(text)
    expect(source).toBeUndefined()
    expect(messages).toHaveLength(1)
    expect(messages[0]).toContain(`${place}: RULE_NOT_YAML: `)
    expect(messages[0]).toContain(words)
  })

  test("aliases that swell", () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of).join(", ")}]\n`
    const bomb = ["a 1", "b *a", "c *b", "d *c", "e *d", "f *e"]
      .map((pair) => pair.split(" "))
      .map(([name, of]) => level(name!, of!))
      .join("")
    const { source, messages } = read(bomb)
    expect(source).toBeUndefined()
    expect(messages.join("\n")).toMatch(/f\.yaml:4:36: RULE_NOT_YAML: aliases repeat more than 10000 values/)
  })

  test("aliases that nest", () => {
    const deeper = (name: string, of: string) => `${name}: &${name} ${"[".repeat(40)}${of}${"]".repeat(40)}\n`
    const { messages } = read(deeper("a", "1") + deeper("b", "*a"))
    expect(messages).toEqual([
      "f.yaml:2:47: RULE_NOT_YAML: more than 64 mappings and lists inside each other; write it flatter",
    ])
  })

  test("several faults of plain YAML are told together", () => {
    expect(read("a: 1\na: 2\n3: x\nb: *y\n").messages).toHaveLength(3)
  })
})

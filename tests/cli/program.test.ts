import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { run } from "../../src/cli/program.ts"
import type { Terminal } from "../../src/cli/terminal.ts"

/** Streams that keep what is written; `stdout` fails instead when `fault` is given. */
function terminal(fault?: Error): { terminal: Terminal; out: string[]; err: string[] } {
  const out: string[] = []
  const err: string[] = []
  const stream = (texts: string[], failure?: Error) =>
    ({
      isTTY: false,
      write(text: string) {
        if (failure !== undefined) throw failure
        texts.push(text)
        return true
      },
    }) as NodeJS.WriteStream
  return { terminal: { stdout: stream(out, fault), stderr: stream(err), env: {} }, out, err }
}

const never = new AbortController().signal

test("a fault of our own ends with 70, with its stack and a plea to report it", async () => {
  const fault = new TypeError("boom")
  const { terminal: streams, err } = terminal(fault)
  expect(await run(["presets"], streams, never)).toBe(70)
  const text = err.join("")
  expect(text).toContain("moneytrail failed by a fault of its own:\nTypeError: boom\n    at ")
  expect(text).toMatch(/Please report this.*node v\d+/)
})

test("what the user can mend ends with 2, without a stack", async () => {
  const { terminal: streams, out, err } = terminal()
  const nowhere = join(tmpdir(), "moneytrail-nowhere")
  expect(await run(["explain", "f-1", "--in", nowhere], streams, never)).toBe(2)
  expect(out).toEqual([])
  expect(err.join("")).toMatch(/^error: .*FILE_NOT_FOUND.*\n$/)
})

test("an empty name of an output directory is told as such", async () => {
  const { terminal: streams, err } = terminal()
  expect(await run(["screen", "payments.csv", "--out", ""], streams, never)).toBe(2)
  expect(err.join("")).toBe("error: --out: OPTION_INVALID: is empty; give a directory\n")
})

test("whatever fails after an interrupt ends with 130", async () => {
  const { terminal: streams, err } = terminal(new Error("gone"))
  expect(await run(["presets"], streams, AbortSignal.abort())).toBe(130)
  expect(err).toEqual(["interrupted; no output was written\n"])
})

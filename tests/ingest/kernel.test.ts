// The kernel against the TypeScript that it stands in for, over whole files; and that TypeScript reads on wherever it
// cannot.
import { writeFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { describe, expect, test } from "vitest"
import type { KernelExports } from "../../src/ingest/kernel-ways.ts"
import { createKernel, type OpenedKernel, openKernel } from "../../src/ingest/open-kernel.ts"
import { type ReadOptions, readPaymentsBy } from "../../src/ingest/read-payments.ts"
import { MAX_PROBES } from "../../src/model/text-table.ts"
import { textsOfOneHash } from "../helpers/crowded-texts.ts"
import { kernelFile } from "../helpers/kernel-file.ts"
import { temporaryDir } from "../helpers/temporary.ts"
import { outcome, withHead } from "./bulk-support.ts"
import { fileOf } from "./read-support.ts"

const opened = openKernel(kernelFile())

/** Payments of which some are odd, twice, or without a zone. */
function ledger(count: number, memo: (i: number) => string): string {
  const row = (i: number) => {
    const day = String(1 + (i % 28)).padStart(2, "0")
    return [
      `L${i % 700 === 9 ? 1 : i}`,
      i % 3 === 0 ? `2024-02-${day} 09:30:00` : `2026-03-${day}T00:03:46Z`,
      `u${i % 800} long name`,
      i % 40 === 7 ? "cash" : `m${(i * 7) % 900}`,
      `店 ${i % 90}`,
      i % 50 === 0 ? `¥${i}` : `${i}.5`,
      i % 4 === 0 ? "KWD" : "CNY",
      memo(i),
      "wallet",
      i % 11 === 0 ? "refund" : "settled",
      "China",
      i % 9 === 0 ? "Viet Nam" : "VN",
    ].join(",")
  }
  return withHead(Array.from({ length: count }, (_, i) => row(i)))
}

const PLAIN = fileOf(ledger(7000, (i) => `memo ${(i * 31) % 6500} of many`))
const OPTIONS: ReadOptions = { chunkSize: 1 << 15, timeZone: "Asia/Shanghai", maxRejects: 5000 }

/** The same kernel, and how often each of its functions is asked for. */
function counted(kernel: OpenedKernel): {
  readonly calls: Map<string, number>
  readonly kernel: OpenedKernel
} {
  const calls = new Map<string, number>()
  const exports = new Proxy(kernel.exports, {
    get(functions, name) {
      calls.set(String(name), (calls.get(String(name)) ?? 0) + 1)
      return functions[name as keyof KernelExports]
    },
  })
  return { calls, kernel: { ...kernel, exports } }
}

const ofTypeScript = new Map<string, ReturnType<typeof outcome>>()

function inTypeScript(file: string): ReturnType<typeof outcome> {
  const kernel = { minBytes: 0, open: () => undefined }
  const known =
    ofTypeScript.get(file) ?? outcome((...args) => readPaymentsBy({ kernel }, ...args), [file], OPTIONS)
  ofTypeScript.set(file, known)
  return known
}

async function expectSame(open: () => OpenedKernel, file: string): Promise<void> {
  const kernel = createKernel(open, 0)
  const found = await outcome((...args) => readPaymentsBy({ kernel }, ...args), [file], OPTIONS)
  expect(found).toEqual(await inTypeScript(file))
}

test("every loop of a whole file is the kernel's, with the same result", async () => {
  const { calls, kernel } = counted(opened)
  await expectSame(() => kernel, PLAIN)
  expect([...calls.keys()].sort()).toEqual(Object.keys(opened.exports).sort())
  for (const name of ["scanRecords", "readTimes", "readAmounts"]) expect(calls.get(name)).toBeGreaterThan(5)
})

describe("TypeScript reads", () => {
  test("where there is no kernel, or none that the engine understands", async () => {
    const broken = pathToFileURL(`${temporaryDir()}/kernel.wasm`)
    writeFileSync(broken, "\0asm of another kind")
    for (const file of [broken, pathToFileURL(`${broken.pathname}.absent`)]) {
      expect(() => openKernel(file)).toThrow()
      await expectSame(() => openKernel(file), PLAIN)
    }
  })

  test("as soon as the kernel's memory is full", async () => {
    const countOf = async (pages: number) => {
      const { calls, kernel } = counted(openKernel(kernelFile(), pages))
      await expectSame(() => kernel, PLAIN)
      return ["scanRecords", "addCells", "findCells"].map((name) => calls.get(name) ?? 0)
    }
    const [none, some, all] = [await countOf(2), await countOf(17), await countOf(1000)]
    expect(none).toEqual([0, 0, 0])
    expect(some[0]).toBe(all[0])
    for (const loop of [1, 2]) {
      expect(some[loop]).toBeGreaterThan(0)
      expect(some[loop]).toBeLessThan(all[loop]!)
    }
  })

  test("texts that are made up for the same slots", async () => {
    const crowded = textsOfOneHash(1500).filter((text) => !/[",]|^ | $/.test(text))
    expect(crowded.length).toBeGreaterThan(2 * MAX_PROBES)
    await expectSame(() => opened, fileOf(ledger(2000, (i) => crowded[i % crowded.length]!)))
  })
})

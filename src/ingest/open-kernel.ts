// Opens the kernel of the bulk reader, where it can run. Needs Node.
import { readFileSync } from "node:fs"
import type { OpenKernel } from "./bulk-rows.ts"
import type { BulkWays } from "./bulk-ways.ts"
import { kernelFile } from "./kernel-file.ts"
import { type GrowingMemory, KernelMemory } from "./kernel-memory.ts"
import { createKernelWays, type KernelExports, type KernelHost } from "./kernel-ways.ts"

/** As the kernel declares its memory: no more than 4 GiB, of which the system gives what is used. In pages of 64 KiB. */
const MEMORY = { initial: 1, maximum: 1 << 16, shared: true }

/** What is used of the engine (webassembly.github.io/spec/js-api), which types of Node do not tell of. */
interface Engine {
  readonly Memory: new (limits: typeof MEMORY) => GrowingMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

/** For the files of one run, one after another: they share its memory, in which the run's texts lie until all is read. */
export function kernelOpener(file = kernelFile()): OpenKernel {
  let opened: { readonly ways: BulkWays; readonly memory: KernelMemory } | null | undefined
  return () => {
    if (opened === undefined) opened = open(file)
    opened?.memory.forgetPassing()
    return opened?.ways
  }
}

/** Null where there is no kernel, or the system or the engine cannot run it: then TypeScript reads, and no other result. */
function open(file: URL): { readonly ways: BulkWays; readonly memory: KernelMemory } | null {
  try {
    const { WebAssembly: engine } = globalThis as unknown as { readonly WebAssembly: Engine }
    const host: KernelHost = { local: (ms) => ms }
    const memory = new engine.Memory(MEMORY)
    const { exports } = new engine.Instance(new engine.Module(readFileSync(file)), {
      env: { memory },
      host: { local: (ms: number) => host.local(ms) },
    })
    const kernelMemory = new KernelMemory(memory)
    const kernel = exports as KernelExports
    return { ways: createKernelWays(kernel, kernelMemory, host), memory: kernelMemory }
  } catch {
    return null
  }
}

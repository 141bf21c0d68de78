// Opens the kernel of the bulk reader, where it can run. Needs Node.
import { readFileSync } from "node:fs"
import type { BulkWays } from "./bulk-batch.ts"
import type { Kernel } from "./bulk-rows.ts"
import { kernelFile } from "./kernel-file.ts"
import { type GrowingMemory, KernelMemory } from "./kernel-memory.ts"
import { createKernelWays, type KernelExports, type KernelHost } from "./kernel-ways.ts"

/** The kernel declares no more than 4 GiB of memory. The system gives what is used of it. In pages of 64 KiB. */
const MAX_PAGES = 1 << 16

/** Of fewer bytes more is won by not compiling the kernel than by reading with it. */
const MIN_BYTES = 1 << 21

/** What is used of the engine (webassembly.github.io/spec/js-api), of which the types of Node do not tell. */
interface Engine {
  readonly Memory: new (limits: {
    readonly initial: number
    readonly maximum: number
    readonly shared: boolean
  }) => GrowingMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

export interface OpenedKernel {
  readonly exports: KernelExports
  readonly memory: KernelMemory
  readonly host: KernelHost
}

/** @throws what the engine throws where it cannot run the kernel, and Node where there is no file */
export function openKernel(file: URL, maxPages = MAX_PAGES): OpenedKernel {
  const { WebAssembly: engine } = globalThis as unknown as { readonly WebAssembly: Engine }
  const module = new engine.Module(readFileSync(file))
  const memory = new engine.Memory({ initial: 1, maximum: maxPages, shared: true })
  const host: KernelHost = { local: (ms) => ms }
  const { exports } = new engine.Instance(module, {
    env: { memory },
    host: { local: (ms: number) => host.local(ms) },
  })
  return { exports: exports as KernelExports, memory: new KernelMemory(memory), host }
}

/**
 * For the files of one run, one after another: they share its memory, in which the run's texts lie until all is read.
 * Where there is no kernel, or the system or the engine cannot run it, TypeScript reads on.
 */
export function createKernel(open = () => openKernel(kernelFile()), minBytes = MIN_BYTES): Kernel {
  let opened: { readonly ways: BulkWays; readonly memory: KernelMemory } | null | undefined
  return {
    minBytes,
    open() {
      if (opened === undefined) opened = waysOf(open)
      opened?.memory.forgetPassing()
      return opened?.ways
    },
  }
}

/**
 * For a thread that reads pieces of a file, whatever their size. Texts that it gave to another thread stay where they are:
 * their room is not used again when it grows.
 */
export function createPartKernel(open = () => openKernel(kernelFile())): Kernel {
  const kernel = createKernel(open, 0)
  return {
    minBytes: 0,
    open() {
      const ways = kernel.open()
      return ways && { ...ways, texts: { ...ways.texts, giveBack: () => undefined } }
    },
  }
}

function waysOf(open: () => OpenedKernel): { readonly ways: BulkWays; readonly memory: KernelMemory } | null {
  try {
    const { exports, memory, host } = open()
    return { ways: createKernelWays(exports, memory, host), memory }
  } catch {
    return null
  }
}

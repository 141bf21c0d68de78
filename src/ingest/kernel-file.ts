// Where the build leaves the kernel: beside the built package. Run from its sources, the package has none, and reads in
// TypeScript alone.

export function kernelFile(): URL {
  return new URL("./kernel.wasm", import.meta.url)
}

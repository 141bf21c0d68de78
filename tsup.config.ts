import { defineConfig } from "tsup"

const shared = {
  target: "node20",
  sourcemap: true,
  treeshake: true,
  splitting: true,
} as const

export default defineConfig([
  {
    ...shared,
    entry: { index: "src/index.ts", node: "src/node.ts" },
    format: ["esm", "cjs"],
    dts: true,
    clean: true,
    // `import.meta.url` is where the shipped rule pack is found from; the shim gives it to CommonJS too.
    shims: true,
  },
  {
    ...shared,
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    banner: { js: "#!/usr/bin/env node" },
    // The program imports the package by its public names, so that both run the same code.
    external: ["./index.js", "./node.js"],
  },
])

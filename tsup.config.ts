import { defineConfig } from "tsup"

const shared = {
  target: "node20",
  treeshake: true,
  splitting: true,
} as const

/** The program imports the package by its public names: the built entries beside it, not a copy of their code. */
const publicNames = {
  name: "public-names",
  setup(build: {
    onResolve: (options: { filter: RegExp }, resolve: (args: { path: string }) => object) => void
  }) {
    build.onResolve({ filter: /^\.\.\/(?:index|node)\.ts$/ }, ({ path }) => ({
      path: path.replace(/^\.\.\/(\w+)\.ts$/, "./$1.js"),
      external: true,
    }))
  },
}

export default defineConfig([
  {
    ...shared,
    entry: { index: "src/index.ts", node: "src/node.ts" },
    format: ["esm", "cjs"],
    dts: true,

    // `import.meta.url` is where the shipped rule pack is found from; the shim gives it to CommonJS too.
    shims: true,
  },
  {
    ...shared,
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    banner: { js: "#!/usr/bin/env node" },
    esbuildPlugins: [publicNames],
  },
])

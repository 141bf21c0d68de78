import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { defineConfig, type Options } from "tsup"

/** A few functions of packages of many files: to find and read those takes longer than most runs. See NOTICE.md. */
const READ_AT_ONCE = ["date-fns", "@noble/hashes", "write-excel-file", "fflate"]

/**
 * The package fflate without its threads, which nothing here has use for: the one workbook that write-excel-file zips holds
 * no rows and is taken apart again at once, so it is not even deflated. See `workbook`. And without those of Node, which the
 * entry that runs anywhere could not be bundled for browsers with.
 */
const withoutThreads: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "without-threads",
  setup(build) {
    const fflate = resolve("node_modules/fflate/esm/browser.js")
    build.onResolve({ filter: /^fflate$/ }, ({ importer }) =>
      importer.includes("write-excel-file")
        ? { path: "stored", namespace: "without-threads" }
        : { path: fflate },
    )
    build.onLoad({ filter: /./, namespace: "without-threads" }, () => ({
      contents: `
        import { zipSync } from "./browser.js"
        export * from "./browser.js"
        export const zip = (files, done) => done(null, zipSync(files, { level: 0 }))`,
      resolveDir: dirname(fflate),
    }))
  },
}

const shared: Options = {
  outDir: "dist",
  target: "node20",
  treeshake: true,
  splitting: true,
  noExternal: READ_AT_ONCE,
  esbuildPlugins: [withoutThreads],
}

/** The module that each name of a public entry comes from. */
function originsOf(entry: string): ReadonlyMap<string, string> {
  const lists = readFileSync(entry, "utf8").matchAll(/^export \{([^}]*)\} from "\.\/([^"]+)"/gm)
  return new Map(
    [...lists].flatMap(([, names = "", origin = ""]) =>
      namesIn(names).map((name) => [name, origin] as const),
    ),
  )
}

const namesIn = (list: string): string[] =>
  list.split(",").flatMap((name) => (name.trim() === "" || /^\s*type\s/.test(name) ? [] : [name.trim()]))

/**
 * The program imports the package by its public names. Here they are taken from where they come from, so that a command
 * brings along only what it uses: a file that hands on all names would bring everything.
 */
const publicNames: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "public-names",
  setup(build) {
    const origins = { index: originsOf("src/index.ts"), node: originsOf("src/node.ts") }
    build.onLoad({ filter: /\/src\/cli\/[\w-]+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8")
      const contents = text.replace(
        /^import \{([^}]*)\} from "\.\.\/(index|node)\.ts"$/gm,
        (_, names: string, entry: "index" | "node") =>
          namesIn(names)
            .map((name) => `import { ${name} } from "../${origins[entry].get(name)}"`)
            .join("\n"),
      )
      return { contents, loader: "ts" }
    })
  },
}

const entries = { index: "src/index.ts", node: "src/node.ts" }

/** What further threads run: one file each for both kinds of modules, found by its name. */
const threads = {
  "read-worker": "src/workers/read-worker.ts",
  "rule-worker": "src/workers/rule-worker.ts",
  "write-worker": "src/report/write-worker.ts",
}

/** What others import. Threads take what they need of it from the pieces that both are cut into. */
export const library: Options = { ...shared, entry: { ...entries, ...threads }, format: ["esm"] }

/** What others require. */
export const requiredLibrary: Options = {
  ...shared,
  entry: entries,
  format: ["cjs"],
  // `import.meta.url` is where the shipped rule pack is found from; the shim gives it to CommonJS.
  shims: true,
}

/** Signs that esbuild leaves as they are, in patterns alone: a text of bytes is read in a fraction of the time. */
const asciiPatterns: NonNullable<Options["plugins"]>[number] = {
  name: "ascii-patterns",
  renderChunk: (code) => ({
    code: code.replace(
      /[\u0080-\uffff]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  }),
}

/**
 * Modules of Node's that most runs have no use for, read when something of theirs is: each brings along others, which
 * takes a tenth of the shortest runs. commander asks for the one to run other programs.
 */
const WHEN_NEEDED = /^(node:)?(child_process|readline|worker_threads|zlib)$/

const whenNeeded: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "when-needed",
  setup(build) {
    build.onResolve({ filter: WHEN_NEEDED }, ({ path, namespace }) =>
      namespace === "when-needed" ? { path, external: true } : { path, namespace: "when-needed" },
    )
    build.onLoad({ filter: /./, namespace: "when-needed" }, ({ path }) => ({
      // Behind an object that has none of it, and that importing modules copy nothing of.
      contents: `module.exports = Object.create(new Proxy({}, { get: (_, name) => require(${JSON.stringify(path)})[name] }))`,
    }))
  },
}

/**
 * The program: one file with all commands, of which each is run when it is called for, and with what most commands need
 * of packages. See `compiledProgram`.
 */
export const program: Options = {
  entry: { program: "src/cli/program.ts" },
  outDir: "dist",
  format: ["cjs"],
  target: "node20",
  noExternal: [...READ_AT_ONCE, "commander", "graphology", "re2js", WHEN_NEEDED],
  removeNodeProtocol: false,
  banner: { js: 'const programUrl = require("node:url").pathToFileURL(__filename).href;' },
  esbuildOptions(options) {
    options.define = { ...options.define, "import.meta.url": "programUrl" }
    // V8 loses the way to load modules of a program that it was handed compiled: packages from outside are required.
    options.supported = { ...options.supported, "dynamic-import": false }
    // Less to read at each start; names stay, for what is told of faults.
    options.minifyWhitespace = true
    options.charset = "ascii"
  },
  esbuildPlugins: [publicNames, whenNeeded, withoutThreads],
  plugins: [asciiPatterns],
}

/** Commands by name, without what they do. */
const namesOnly: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "names-only",
  setup(build) {
    build.onResolve({ filter: /-command\.ts$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, namespace: "names-only" } : undefined,
    )
    build.onLoad({ filter: /./, namespace: "names-only" }, () => ({ contents: "module.exports = {}" }))
  },
}

/** What it says where no command is named. */
export const overview: Options = {
  ...program,
  entry: { overview: "src/cli/program.ts" },
  esbuildPlugins: [publicNames, whenNeeded, namesOnly],
}

/** Imports of Node's modules as plain calls: for each that is imported, Node makes a module with all its names. */
const nodesOwn: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "nodes-own",
  setup(build) {
    build.onLoad({ filter: /\/src\/cli\/[\w-]+\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(
        /^import (\w+|\{[^}]*\}) from ("node:\w+")$/gm,
        "const $1 = globalThis.process.getBuiltinModule($2)",
      ),
      loader: "ts",
    }))
  },
}

/** What starts it. */
export const programStart: Options = {
  entry: { cli: "src/cli/built-main.ts" },
  outDir: "dist",
  format: ["esm"],
  target: "node20",
  esbuildPlugins: [nodesOwn],
}

/** The page of report.html: what browsers run, in one script and one style sheet that the report takes in. */
export const reportPage: Options = {
  entry: { page: "src/report/page/main.tsx", style: "src/report/page/page.css" },
  outDir: "dist/report",
  format: ["iife"],
  outExtension: () => ({ js: ".js" }),
  platform: "browser",
  target: "es2022",
  tsconfig: "src/report/page/tsconfig.json",
  minify: true,
  banner: { js: "/* Holds Preact, MIT License, Copyright (c) 2015-present Jason Miller */" },
}

/** What draws large networks in report.html: a function that the page calls, so that nothing runs before. */
export const largeDrawing: Options = {
  ...reportPage,
  entry: { "large-drawing": "src/report/page/large-drawing.ts" },
  globalName: "largeDrawing",
  banner: {
    js: "/* Holds Sigma and Graphology, MIT License, Copyright (c) Alexis Jacomy, Guillaume Plique and others */globalThis.moneytrailLargeDrawing=()=>{",
  },
  footer: { js: "return largeDrawing};" },
}

export default defineConfig([
  reportPage,
  largeDrawing,
  program,
  overview,
  programStart,
  {
    ...library,
    // In step with the code that reads it.
    onSuccess: async () => {
      execFileSync(process.execPath, ["--import", "tsx", "src/rules/write-known-rules-file.ts", "dist"])
    },
  },
  requiredLibrary,
  { entry: entries, format: ["esm", "cjs"], dts: { only: true } },
])

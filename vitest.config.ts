import { resolve } from "node:path"
import { defineConfig } from "vitest/config"
import { ALONE } from "./tests/alone.ts"

const given = {
  resolve: {
    // What the shipped rules were read as is written anew whenever they, or what reads them, change.
    alias: [
      {
        find: /^\.\/known-rules-file\.ts$/,
        replacement: resolve(import.meta.dirname, "tests/helpers/known-rules-file.ts"),
      },
      // Threads run the program that is built before the tests.
      {
        find: /^\.\/(?:workers\/)?worker-file\.ts$/,
        replacement: resolve(import.meta.dirname, "tests/helpers/worker-file.ts"),
      },
      // The kernel of the reader is built then too.
      {
        find: /^\.\/kernel-file\.ts$/,
        replacement: resolve(import.meta.dirname, "tests/helpers/kernel-file.ts"),
      },
    ],
  },
}

const shared = {
  setupFiles: ["tests/seed.ts", "tests/clean-up.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
}

export default defineConfig({
  test: {
    globalSetup: ["tests/build-program.ts"],
    // One worker fewer than there are cores is the default; on two cores that would leave one idle.
    maxWorkers: "100%",
    projects: [
      {
        ...given,
        test: {
          ...shared,
          name: "together",
          include: ["tests/**/*.test.ts"],
          exclude: [...ALONE],
          // Sources are loaded once a worker: to load them for each file takes longer than most files run.
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...given,
        // First, so that no long one is left over for the end.
        test: { ...shared, name: "alone", include: [...ALONE], sequence: { groupOrder: 1 } },
      },
    ],
  },
})

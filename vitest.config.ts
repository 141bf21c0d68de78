import { resolve } from "node:path"
import { defineConfig } from "vitest/config"

export default defineConfig({
  resolve: {
    // What the shipped rules were read as is written anew whenever they, or what reads them, change.
    alias: [
      {
        find: /^\.\/known-rules-file\.ts$/,
        replacement: resolve(import.meta.dirname, "tests/helpers/known-rules-file.ts"),
      },
    ],
  },
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/build-program.ts"],
    setupFiles: ["tests/seed.ts"],
    // One worker fewer than there are cores is the default; on two cores that would leave one idle.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})

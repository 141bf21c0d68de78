// The built package, as a user has it. Its types come from the sources, so that they can be checked before a build.
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import type * as Library from "../../src/index.ts"
import type * as Moneytrail from "../../src/node.ts"

/** The runner starts contestants in the root of the repository. */
export async function loadDist(): Promise<typeof Moneytrail> {
  return await import(pathToFileURL(resolve("dist/node.js")).href)
}

/** The entry that touches no files: `screen` and the types. */
export async function loadDistLibrary(): Promise<typeof Library> {
  return await import(pathToFileURL(resolve("dist/index.js")).href)
}

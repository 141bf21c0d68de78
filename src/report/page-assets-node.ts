// The built script and style of the report's page: beside the built program, or where the tests build them when the
// program runs from its source.
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { assert } from "../model/errors.ts"
import type { PageAssets } from "./html/report-html.ts"

const PLACE = import.meta.url.endsWith(".ts")
  ? "../../node_modules/.cache/moneytrail-built/report/"
  : "./report/"

export async function readPageAssets(): Promise<PageAssets> {
  const [script, style, largeScript] = await Promise.all([
    readAsset("page.js"),
    readAsset("style.css"),
    readAsset("large-drawing.js"),
  ])
  return { script, style, largeScript }
}

async function readAsset(name: string): Promise<string> {
  const path = fileURLToPath(new URL(`${PLACE}${name}`, import.meta.url))
  const text = await readFile(path, "utf8").catch(() => undefined)
  assert(text !== undefined, `${path} is missing, a part of the program; npm run build or npm test makes it`)
  return text
}

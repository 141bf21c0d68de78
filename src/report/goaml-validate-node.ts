// Holds a report against the XSD of a financial intelligence unit, which the user has from that unit. Needs Node, and the
// package xmllint-wasm, which only those install who want this.
import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { InputError } from "../model/errors.ts"

/** One thing that the schema does not allow. */
export interface XsdFault {
  /** Line of the XML, from 1; null: not told. */
  readonly line: number | null
  readonly message: string
}

/** libxml2 takes 64 KiB pages; a schema of goAML with a report of thousands of payments stays far below 512 MiB. */
const MAX_PAGES = 8192

/**
 * What of the XML is not as the schema wants it, in the order of lines; empty: it is valid.
 *
 * @throws InputError FILE_NOT_FOUND, XSD_INVALID for a file that is no schema, PACKAGE_MISSING without xmllint-wasm
 */
export async function validateGoaml(xml: string, xsdFile: string): Promise<readonly XsdFault[]> {
  const contents = await readFile(xsdFile, "utf8").catch(() => {
    throw new InputError(
      "FILE_NOT_FOUND",
      { file: xsdFile },
      "there is no such file; name the XSD of your unit",
    )
  })
  const { validateXML } = await optionalPackage("xmllint-wasm", () => import("xmllint-wasm"))
  try {
    const { errors } = await validateXML({
      xml: [{ fileName: "report.xml", contents: xml }],
      schema: [{ fileName: "schema.xsd", contents }],
      maxMemoryPages: MAX_PAGES,
    })
    return errors.map(({ loc, message }) => ({ line: loc?.lineNumber ?? null, message }))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const shown = detail.split("\n").slice(0, 5).join("\n").replaceAll("schema.xsd", basename(xsdFile))
    throw new InputError("XSD_INVALID", { file: xsdFile }, `no schema can be made of it: ${shown}`)
  }
}

/** Of a package that was imported, and of one that was required. */
const NOT_FOUND: ReadonlySet<unknown> = new Set(["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"])

/** Loads a package that is not installed with this one. @throws InputError PACKAGE_MISSING, which says what to install */
export async function optionalPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error && "code" in error && NOT_FOUND.has(error.code))) throw error
    throw new InputError("PACKAGE_MISSING", {}, `this needs the package ${name}: npm install ${name}`)
  }
}

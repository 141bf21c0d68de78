// Part of the build: writes the JSON Schemas of rule files into the directory named on the command line.
import { writeJsonSchemas } from "./json-schema-files.ts"

const dir = process.argv[2]
if (dir === undefined) throw new Error("name the directory to write to")
await writeJsonSchemas(dir)

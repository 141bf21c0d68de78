// Part of the build: writes what is in the shipped pack into the directory named on the command line.
import { writeKnownRules } from "./write-known-rules.ts"

const dir = process.argv[2]
if (dir === undefined) throw new Error("name the directory to write to")
await writeKnownRules(dir)

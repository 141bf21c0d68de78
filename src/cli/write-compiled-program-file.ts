// Part of the build: writes what is compiled of the program in the directory named on the command line, by a sample.
import { writeCompiledProgram } from "./write-compiled-program.ts"

const [dir, sample] = process.argv.slice(2)
if (dir === undefined || sample === undefined) throw new Error("name the directory and a file of payments")
await writeCompiledProgram(dir, sample)

// A process that writes many small files into one directory each time it is told to: for tests of several such.
import { writeTogether } from "../../src/report/write-together.ts"

const [dir = "", tag = ""] = process.argv.slice(2)
const files = Array.from({ length: 150 }, (_, i) => [`${i}.txt`, tag] as const)

process.on("message", async () => {
  const told = await writeTogether(dir, files, () => tag).then(
    () => "written",
    (error: unknown) => String(error),
  )
  process.send?.(told)
})
process.send?.("ready")

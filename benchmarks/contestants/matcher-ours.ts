// moneytrail, the plain path: every term as it is written.
import { plainScan } from "../../src/text/plain-path.ts"
import { compete, inFolded } from "./matcher-task.ts"

compete(({ patterns }) => {
  const scan = plainScan(patterns)
  return inFolded((folded, take) =>
    scan(folded, (pattern, end) => take(patterns[pattern]!, end - patterns[pattern]!.length, end)),
  )
})

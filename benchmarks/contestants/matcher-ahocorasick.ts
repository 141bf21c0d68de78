// modern-ahocorasick 3 with its default backend; the double-array one was no faster on these memos.
import AhoCorasick from "modern-ahocorasick"
import { compete, inFolded } from "./matcher-task.ts"

compete(({ patterns }) => {
  const matcher = new AhoCorasick([...patterns])
  return inFolded((folded, take) => {
    for (const { pattern, start, end } of matcher.search(folded)) take(pattern, start, end)
  })
})

// modern-ahocorasick 3, its faster backend.
import FastAhoCorasick from "modern-ahocorasick/fast"
import { compete, inFolded } from "./matcher-task.ts"

compete(({ patterns }) => {
  const matcher = new FastAhoCorasick([...patterns])
  return inFolded((folded, take) => {
    for (const { pattern, start, end } of matcher.search(folded)) take(pattern, start, end)
  })
})

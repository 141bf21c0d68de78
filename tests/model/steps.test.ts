import { expect, test } from "vitest"
import { finish, finishInTurns, type Steps } from "../../src/model/steps.ts"

function* count(upTo: number, seen: number[] = []): Steps<number> {
  for (let at = 1; at <= upTo; at++) {
    seen.push(at)
    yield
  }
  return seen.length
}

test("both ways of working through steps give the result", async () => {
  expect(finish(count(5))).toBe(5)
  expect(await finishInTurns(count(5), undefined)).toBe(5)
  expect(finish(count(0))).toBe(0)
})

test("what waits comes in between steps, and an abort ends them with its reason", async () => {
  const seen: number[] = []
  const stop = new AbortController()
  setImmediate(() => stop.abort(new Error("enough")))
  await expect(finishInTurns(count(1000, seen), stop.signal)).rejects.toThrow("enough")
  expect(seen.length).toBeLessThan(10)
})

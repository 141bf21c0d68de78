// Runs the program, in this process or as one of its own, and makes the small files it is given.
import { type ChildProcess, spawn } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { run as runProgram } from "../../src/cli/program.ts"
import { PROGRAM } from "../helpers/built.ts"

const ROOT = resolve(import.meta.dirname, "../..")

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export function start(args: readonly string[], cwd: string): ChildProcess {
  const env = { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" }
  return spawn(process.execPath, [PROGRAM, ...args], { cwd, env })
}

export function ended(child: ChildProcess, input?: string): Promise<Ended> {
  const texts = { stdout: "", stderr: "" }
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text
  })
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text
  })
  child.stdin?.end(input)
  return new Promise((done, reject) => {
    child.on("error", reject)
    child.on("close", (code) => done({ code, ...texts }))
  })
}

/** As its users do: once for each command, and where signals, pipes or standard input have a part. */
export function runProcess(args: readonly string[], cwd: string, input?: string): Promise<Ended> {
  return ended(start(args, cwd), input)
}

/**
 * In this process, from that directory: all that the program does but for `main.ts`, without the start of a process,
 * which takes longer than most runs on small files. One at a time. `isTTY`: messages go to a terminal.
 */
export async function run(args: readonly string[], cwd: string, isTTY = false): Promise<Ended> {
  const texts = { stdout: "", stderr: "" }
  const stream = (name: "stdout" | "stderr") =>
    ({
      isTTY: isTTY && name === "stderr",
      write(text: string) {
        texts[name] += text
        return true
      },
    }) as NodeJS.WriteStream
  const given = process.cwd()
  process.chdir(cwd)
  try {
    const streams = { stdout: stream("stdout"), stderr: stream("stderr"), env: {} }
    return { code: await runProgram(args, streams, new AbortController().signal), ...texts }
  } finally {
    process.chdir(given)
  }
}

/** A directory with a small file of payments and a pack of one rule, which fires on `acme` alone. */
export function makeWorkplace(): string {
  const dir = mkdtempSync(join(tmpdir(), "moneytrail-cli-"))
  writeFileSync(join(dir, "payments.csv"), PAYMENTS)
  writeIn(dir, "rules/cash/large-cash.yaml", RULE)
  writeIn(dir, "rules/cash/large-cash.test.yaml", RULE_TEST)
  cpSync(join(ROOT, "rules/scoring.yaml"), join(dir, "rules/scoring.yaml"))
  return dir
}

export function writeIn(dir: string, name: string, text: string): void {
  mkdirSync(dirname(join(dir, name)), { recursive: true })
  writeFileSync(join(dir, name), text)
}

const PAYMENTS = `id,time,payer,payee,payeeName,amount,currency,channel,status
p1,2024-03-01T09:00:00Z,,acme,Acme 象牙,9500.00,USD,cash,settled
p2,2024-03-02T09:00:00Z,bob,acme,Acme 象牙,9500.00,USD,cash,settled
p3,2024-03-03T09:00:00Z,bob,shop,Shop,12.00,USD,card,settled
p3,2024-03-03T09:00:00Z,bob,shop,Shop,12.00,USD,card,settled
p4,2024-03-04T09:00:00Z,bob,shop,Shop,13.00,USD,card,pending
p5,2024-03-04T09:00:00Z,bob,shop,Shop,twelve,USD,card,settled
`

export const RULE = `id: large-cash
version: 1.0.0
title: Large sums in cash
status: stable
typology: cash
severity: high
evidence: flow
description: A party is paid a large sum in cash.
indicators: []
references: ["made for this test"]
false_positives: ["none: made for this test"]
params:
  floor: { type: money, default: 9000 USD, min: 1 USD, max: 100000 USD, reason: "made for this test" }
match:
  subject: payee
  where:
    channel: cash
    amount: { gte: $floor }
  reason: "{subject} was paid {count} times in cash, {total} in all"
`

export const RULE_TEST = `- name: a large sum in cash fires
  payments: |
    id,time,payer,payee,amount,currency,channel
    p1,2024-03-01T09:00Z,,acme,9500.00,USD,cash
  expect:
    - { subject: acme, payments: [p1] }
- name: a card payment stays silent
  payments: |
    id,time,payer,payee,amount,currency,channel
    p1,2024-03-01T09:00Z,bob,acme,9500.00,USD,card
  expect: []
`

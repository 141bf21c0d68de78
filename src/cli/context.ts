// What every command is given, and how it ends.
import type { Terminal } from "./terminal.ts"

/**
 * 0: done. 1: alerts at or above --fail-on. 2: wrong usage, bad rules or unreadable input. 70: our own fault
 * (EX_SOFTWARE of sysexits.h). 130: interrupted.
 */
export type ExitCode = 0 | 1 | 2 | 70 | 130

export interface Context {
  readonly terminal: Terminal
  /** Aborts when the user interrupts the program. */
  readonly signal: AbortSignal
  /** Runs a command's work and keeps its exit code. */
  readonly finish: (work: Promise<ExitCode>) => Promise<void>
}

/** Help text with examples, one a line: what it does, then what to type. */
export function examples(lines: readonly (readonly [purpose: string, command: string])[]): string {
  return `\nExamples:\n${lines.map(([purpose, command]) => `  # ${purpose}\n  $ ${command}`).join("\n\n")}\n`
}

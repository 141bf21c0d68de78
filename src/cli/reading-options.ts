// The options of every command that reads payments and rules: screen, backtest, and explain of a silence.
import type { Command } from "commander"
import type { PartyTable, RateTable } from "../index.ts"
import { type ReadOptions, readParties, readRates } from "../node.ts"
import { collect, parseCount, parseDelimiter } from "./option-values.ts"
import { RULE_DIRS_HELP } from "./rule-dirs.ts"

/** How payment files are read. */
export interface ReadingOptions {
  readonly map?: string
  readonly preset?: string
  readonly timezone?: string
  readonly delimiter?: string
  readonly encoding?: string
  readonly rates?: string
  readonly parties?: string
  readonly strictDecimals?: true
  readonly maxRejects?: number
}

/** Which rules are in force. */
export interface RuleOptions {
  readonly rules?: readonly string[]
  readonly settings?: string
}

export function addRuleOptions(command: Command): Command {
  return command
    .option("--rules <dir>", RULE_DIRS_HELP, collect)
    .option(
      "--settings <file>",
      "settings that change params or switch rules off (default: ./moneytrail.yaml)",
    )
}

export function addReadingOptions(command: Command): Command {
  return command
    .option("--map <file>", "which column is which payment field (YAML)")
    .option("--preset <name>", "layout of a known export; see `moneytrail presets`")
    .option(
      "--timezone <zone>",
      "zone of times that have none, such as Asia/Shanghai (default: that of the preset, else UTC)",
    )
    .option("--delimiter <char>", 'between cells: one character, or "tab" (default: found)', parseDelimiter)
    .option("--encoding <name>", "of the text, such as gb18030 (default: found)")
    .option("--rates <file>", "exchange rates: a CSV with date,from,to,rate")
    .option(
      "--parties <file>",
      "what is known of parties: a CSV with party and any of name, country, business, occupation, owner, family, address, document",
    )
    .option("--strict-decimals", "reject amounts with more decimals than their currency has")
    .option("--max-rejects <n>", "stop when more rows than this are rejected", parseCount)
}

/** The options as the reader of payments takes them. */
export function readOptionsOf(options: ReadingOptions): ReadOptions {
  return {
    mapFile: options.map,
    preset: options.preset,
    timeZone: options.timezone,
    delimiter: options.delimiter,
    encoding: options.encoding,
    strictDecimals: options.strictDecimals,
    maxRejects: options.maxRejects,
  }
}

export async function ratesOf({ rates }: ReadingOptions): Promise<RateTable | undefined> {
  return rates === undefined ? undefined : readRates(rates)
}

export async function partiesOf({ parties }: ReadingOptions): Promise<PartyTable | undefined> {
  return parties === undefined ? undefined : readParties(parties)
}

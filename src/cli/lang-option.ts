// The option for the language of what is printed and of the sentences in results.
import { Option } from "commander"

export interface LangOption {
  readonly lang?: string
}

/** The environment is not asked: the same command gives the same bytes on every machine. */
export function langOption(): Option {
  return new Option(
    "--lang <tag>",
    "language of titles, reasons and messages, such as zh-Hans (default: en); errors and --help stay English",
  )
}

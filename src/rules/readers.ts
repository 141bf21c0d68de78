// What the files of a pack are read with: a reader for each kind of file. The pack is put together the same way whoever
// reads its files.
import type { InputError } from "../model/errors.ts"
import type { Scoring } from "../model/scoring.ts"
import type { Lexicon } from "../text/lexicon.ts"
import type { Indicator } from "./indicators.ts"
import type { WrittenMessages } from "./messages.ts"
import type { Overrides } from "./params.ts"
import type { WrittenList } from "./parse-words.ts"
import type { ParsedRule, Read, Reading } from "./readings.ts"
import type { RuleFile } from "./rule-file.ts"
import type { Settings } from "./settings.ts"
import type { PaymentContext, Price } from "./tree.ts"

export interface Readers {
  /**
   * Whether the files are known to be of a size and to name each other rightly: those of the shipped pack, which was checked
   * when the package was built.
   */
  readonly fitTogether: boolean
  readonly rule: (file: RuleFile, overrides: Overrides, errors: InputError[]) => ParsedRule | undefined
  readonly lexicon: Read<Reading<Lexicon>>
  readonly list: Read<Reading<WrittenList>>
  readonly context: Read<Reading<PaymentContext>>
  readonly messages: Read<WrittenMessages>
  readonly prices: Read<Reading<readonly Price[]>>
  readonly indicators: Read<Reading<readonly Indicator[]>>
  readonly scoring: Read<Scoring>
  readonly settings: Read<Settings>
  /** SHA-256 of the text of a file, in hexadecimal digits. */
  readonly hash: (file: RuleFile) => string
}

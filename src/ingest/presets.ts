// The presets there are, and which of them a file is.
import { foldHeader } from "./aliases.ts"
import type { Preset } from "./preset.ts"
import { ALIPAY_PRESET, ALIPAY_WEB_PRESET } from "./preset-alipay.ts"
import { AMLWORLD_PRESET } from "./preset-amlworld.ts"
import { WECHAT_PRESET } from "./preset-wechat.ts"
import type { RawRow } from "./row-source.ts"

/** Layouts of exports that are recognised by themselves, or named with `--preset`. */
export const PRESETS: readonly Preset[] = [ALIPAY_PRESET, ALIPAY_WEB_PRESET, AMLWORLD_PRESET, WECHAT_PRESET]

/** The preset that a row of `head` is the header of, with the index of that row. */
export function findPreset(
  head: readonly RawRow[],
  presets: readonly Preset[],
): { readonly preset: Preset; readonly headerIndex: number } | undefined {
  for (const [headerIndex, row] of head.entries()) {
    const names = new Set(row.cells.map(foldHeader))
    const preset = presets.find(({ requires }) => requires.every((name) => names.has(foldHeader(name))))
    if (preset !== undefined) return { preset, headerIndex }
  }
  return undefined
}

// The presets there are, and which of them a file is.
import { foldHeader } from "./aliases.ts"
import type { Preset, PresetInfo } from "./preset.ts"
import { ALIPAY_PRESET, ALIPAY_WEB_PRESET } from "./preset-alipay.ts"
import { AMLWORLD_PRESET } from "./preset-amlworld.ts"
import { WECHAT_PRESET } from "./preset-wechat.ts"
import type { RawRow } from "./row-source.ts"

const LAYOUTS: readonly Preset[] = [ALIPAY_PRESET, ALIPAY_WEB_PRESET, AMLWORLD_PRESET, WECHAT_PRESET]

/** Layouts of exports that are recognised by themselves, or named with `--preset`. Sorted by name. */
export const PRESETS: readonly PresetInfo[] = LAYOUTS

export function presetNamed(name: string): Preset | undefined {
  return LAYOUTS.find((preset) => preset.name === name)
}

/** The preset (or the given one, if it is it) that a row of `head` is the header of, with the index of that row. */
export function findPreset(
  head: readonly RawRow[],
  given?: Preset,
): { readonly preset: Preset; readonly headerIndex: number } | undefined {
  for (const [headerIndex, { cells }] of head.entries()) {
    const names = cells.map(foldHeader)
    const preset = (given === undefined ? LAYOUTS : [given]).find(({ requires, inOrder }) =>
      requires.every((name, i) =>
        inOrder ? names[i] === foldHeader(name) : names.includes(foldHeader(name)),
      ),
    )
    if (preset !== undefined) return { preset, headerIndex }
  }
  return undefined
}

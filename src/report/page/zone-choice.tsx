// A time of a payment, in UTC and in the zone that the reader has chosen beside it.
import { createContext } from "preact"
import { useContext } from "preact/hooks"
import { data, say } from "./report.ts"
import { timeText } from "./time-text.ts"
import { zonedText, zonesToOffer } from "./time-zones.ts"

/** The chosen zone; empty: UTC alone. */
export const Zone = createContext("")

const offered = zonesToOffer(
  data.account.files.map(({ timeZone }) => timeZone),
  Intl.DateTimeFormat().resolvedOptions().timeZone,
)

/** Left out where all that could be offered is UTC. */
export function ZoneChoice({
  zone,
  choose,
}: {
  readonly zone: string
  readonly choose: (zone: string) => void
}) {
  if (offered.length === 0) return null
  return (
    <label class="zone-choice">
      {say("report.times-in")}{" "}
      <select value={zone} onChange={({ currentTarget: { value } }) => choose(value)}>
        <option value="">{say("report.times-utc")}</option>
        {offered.map((name) => (
          <option value={name}>{say("report.times-also", { zone: name })}</option>
        ))}
      </select>
    </label>
  )
}

/** `hasUnit`: says that it is UTC, where no heading does. */
export function Time({ ms, hasUnit = false }: { readonly ms: number; readonly hasUnit?: boolean }) {
  const zone = useContext(Zone)
  return (
    <time dateTime={new Date(ms).toISOString()}>
      {timeText(ms)}
      {hasUnit ? " UTC" : null}
      {zone === "" ? null : <span class="zoned soft"> {zonedText(ms, zone)}</span>}
    </time>
  )
}

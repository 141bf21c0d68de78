// Times in a zone that a reader chooses, beside UTC: what a payer saw on the clock. UTC stays what sentences, days and
// months are told in.

const UTC_NAMES: ReadonlySet<string> = new Set(["UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z", "+00:00"])

/** Zones worth a choice: those that files were read in, then the machine's own; each once, none that is UTC or unknown here. */
export function zonesToOffer(fileZones: readonly string[], own: string): string[] {
  return [...new Set([...fileZones, own])].filter(
    (zone) => !UTC_NAMES.has(zone) && formatOf(zone) !== undefined,
  )
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) formats.set(zone, makeFormat(zone))
  return formats.get(zone)
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  const number = "2-digit"
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
      timeZoneName: "longOffset",
    })
  } catch {
    return undefined
  }
}

/** `2024-03-01 17:00:00 +08:00`; empty where the zone is unknown. */
export function zonedText(ms: number, zone: string): string {
  const format = formatOf(zone)
  if (format === undefined) return ""
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]))
  const [year, month, day, hour, minute, second] = (
    ["year", "month", "day", "hour", "minute", "second"] as const
  ).map((type) => parts.get(type) ?? "")
  const offset = (parts.get("timeZoneName") ?? "").replace("GMT", "") || "+00:00"
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${offset}`
}

// The alerts of two runs over the same payments: which are new, which are gone, which have changed; and how many there
// are a day. Suppressed alerts alert nobody, so that they are compared as if they were not there.
import type { Alert } from "../model/alert.ts"
import type { AlertChange, AlertSketch, AlertVolume } from "../model/backtest.ts"
import { DAY_MS, utcDay } from "../model/time.ts"
import { compareText } from "../model/vocabulary.ts"

export function isActive(alert: Alert): boolean {
  return alert.suppressed === undefined
}

/** What differs in score, severity or rules, by subject. */
export function compareAlerts(before: readonly Alert[], after: readonly Alert[]): AlertChange[] {
  const old = bySubject(before)
  const now = bySubject(after)
  const changes: AlertChange[] = []
  for (const subject of [...new Set([...old.keys(), ...now.keys()])].sort(compareText)) {
    const was = old.get(subject)
    const is = now.get(subject)
    const name = (is ?? was)?.name ?? ""
    const sketches = { before: sketch(was), after: sketch(is) }
    if (was === undefined) changes.push({ subject, name, change: "added", ...sketches })
    else if (is === undefined) changes.push({ subject, name, change: "gone", ...sketches })
    else if (differs(was, is)) changes.push({ subject, name, change: "changed", ...sketches })
  }
  return changes
}

function bySubject(alerts: readonly Alert[]): Map<string, Alert> {
  return new Map(alerts.filter(isActive).map((alert) => [alert.subject, alert]))
}

function sketch(alert: Alert | undefined): AlertSketch | null {
  if (alert === undefined) return null
  const { score, severity, rules, findings } = alert
  return { score, severity, rules, findings: findings.length }
}

function differs(a: Alert, b: Alert): boolean {
  return a.score !== b.score || a.severity !== b.severity || a.rules.join("\n") !== b.rules.join("\n")
}

/** `span`: times of the first and last settled payment; null: there is none. */
export function alertVolume(
  alerts: readonly Alert[],
  span: { readonly firstMs: number; readonly lastMs: number } | null,
): AlertVolume {
  const counts = new Map<string, number>()
  const active = alerts.filter(isActive)
  for (const { last } of active) {
    const day = utcDay(Date.parse(last))
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  const byDay = [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([day, number]) => ({ day, alerts: number }))
  const days = span === null ? 0 : dayOf(span.lastMs) - dayOf(span.firstMs) + 1
  return {
    alerts: active.length,
    days,
    meanPerDay: days === 0 ? 0 : active.length / days,
    maxPerDay: byDay.reduce((most, day) => Math.max(most, day.alerts), 0),
    byDay,
  }
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS)

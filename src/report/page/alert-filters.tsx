// Search and filters above the table of alerts. Only what some alert has is offered.
import { SEVERITIES, type Severity } from "../../model/vocabulary.ts"
import { type AlertView, FIRST_VIEW } from "./alert-filter.ts"
import { data, nameOf, say, standingAlerts } from "./report.ts"

interface FilterProps {
  readonly view: AlertView
  readonly change: (part: Partial<AlertView>) => void
}

export function AlertFilters({ view, change }: FilterProps) {
  const { alerts, rules } = data
  const used = [...new Set(standingAlerts.flatMap((alert) => alerts.rules[alert]!))].sort((a, b) => a - b)
  const kinds = [...new Set(standingAlerts.flatMap((alert) => alerts.evidence[alert]!))].sort()
  const typologies = [...new Set(used.map((rule) => rules[rule]!.typology))].sort()
  const present = SEVERITIES.filter((severity) =>
    standingAlerts.some((alert) => alerts.severity[alert] === severity),
  )
  return (
    <search class="filters no-print" aria-label={say("alert-table.filters")}>
      <label class="search">
        <span>{say("alert-table.search")}</span>
        <input
          type="search"
          value={view.search}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
      </label>
      <Choice
        label={say("report.severity")}
        value={view.severity ?? ""}
        choose={(value) => change({ severity: SEVERITIES.find((severity) => severity === value) ?? null })}
        options={present.map((severity) => [severity, atLeast(severity, present)])}
      />
      <Choice
        label={say("alert-table.evidence")}
        value={view.evidence ?? ""}
        choose={(value) => change({ evidence: kinds.find((kind) => kind === value) ?? null })}
        options={kinds.map((kind) => [kind, nameOf("evidence", kind)])}
      />
      <Choice
        label={say("alert-table.typology")}
        value={view.typology ?? ""}
        choose={(value) => change({ typology: value === "" ? null : value })}
        options={typologies.map((typology) => [typology, nameOf("typology", typology)])}
      />
      <Choice
        label={say("report.rule")}
        value={view.rule === null ? "" : String(view.rule)}
        choose={(value) => change({ rule: value === "" ? null : Number(value) })}
        options={used.map((rule) => [String(rule), rules[rule]!.title])}
      />
      <Choice
        label={say("report.network")}
        value={view.inNetwork === null ? "" : String(view.inNetwork)}
        choose={(value) => change({ inNetwork: value === "" ? null : value === "true" })}
        options={[
          ["true", say("alert-table.in-network")],
          ["false", say("alert-table.not-in-network")],
        ]}
      />
      <button type="button" onClick={() => change({ ...FIRST_VIEW, perPage: view.perPage })}>
        {say("alert-table.clear")}
      </button>
    </search>
  )
}

function atLeast(severity: Severity, present: readonly Severity[]): string {
  const name = nameOf("severity", severity)
  return severity === present.at(-1) ? name : say("alert-table.at-least", { severity: name })
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly choose: (value: string) => void
  readonly options: readonly (readonly [value: string, text: string])[]
}

function Choice({ label, value, choose, options }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{say("alert-table.any")}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

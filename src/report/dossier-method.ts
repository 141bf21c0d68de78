// METHOD.md of a dossier: what it is, what its words mean, and how to check it, for readers who never saw the program.
import type { Messages } from "../model/messages.ts"
import type { HashedFile } from "../model/screening.ts"
import { VERSION } from "../model/version.ts"
import type { WrittenFinding } from "./finding-lines.ts"

/** What a dossier is about. */
export interface DossierSubject {
  readonly kind: "alert" | "network"
  readonly id: string
  /** The party of an alert, the members of a network; with their names where they have one. */
  readonly parties: readonly string[]
  readonly score: number
  /** In words of the language. */
  readonly severity: string
}

export interface MethodFacts {
  readonly subject: DossierSubject
  readonly findings: readonly WrittenFinding[]
  readonly payments: { readonly count: number; readonly from: string; readonly to: string }
  /** Of an alert, the payments of all parties that findings on its network rest on; null: there are no such findings. */
  readonly onNetwork: { readonly network: string | null; readonly payments: number }
  readonly inputs: readonly HashedFile[]
  /** Files of the dossier beside this one. */
  readonly files: readonly string[]
  /** Id of the key of pseudonyms; null: none were made. */
  readonly keyId: string | null
}

/** What files of a dossier hold, by name. */
const FILE_KEYS = {
  "alert.json": "dossier.file-alert",
  "network.json": "dossier.file-network",
  "alerts.jsonl": "dossier.file-alerts",
  "findings.jsonl": "dossier.file-findings",
  "payments.csv": "dossier.file-payments",
  "rows.jsonl": "dossier.file-rows",
  "manifest.json": "dossier.file-manifest",
} as const

export function methodNote(facts: MethodFacts, messages: Messages): string {
  const { say } = messages
  const { subject, findings, payments, inputs, keyId } = facts
  const isAlert = subject.kind === "alert"
  const parties = subject.parties.map(plain)
  const paragraphs = [
    `# ${say(isAlert ? "dossier.title-alert" : "dossier.title-network", { id: plain(subject.id) })}`,
    list([
      isAlert
        ? say("dossier.subject", { party: parties.join(say("join.comma")) })
        : say("dossier.members", { parties: parties.join(say("join.comma")) }),
      say("dossier.score", { score: subject.score, severity: subject.severity }),
      say("dossier.period", payments),
    ]),
    `## ${say("dossier.what")}`,
    say("dossier.what-text", { version: VERSION }),
    say("dossier.finding-text"),
    say(isAlert ? "dossier.alert-text" : "dossier.network-text"),
    ...onNetworkText(facts, messages),
    ...(keyId === null ? [] : [say("dossier.pseudonyms-text", { key: keyId })]),
    say("dossier.limits-text"),
    `## ${say("dossier.rules")}`,
    list(rulesOf(findings, messages)),
    `## ${say("dossier.files")}`,
    list(facts.files.filter(isKnown).map((file) => `\`${file}\`: ${say(FILE_KEYS[file])}`)),
    `## ${say("dossier.check")}`,
    say("dossier.check-text"),
    `## ${say("dossier.inputs")}`,
    list(inputs.map(({ file, sha256 }) => `${plain(file)}: \`${sha256}\``)),
  ]
  return `${paragraphs.join("\n\n")}\n`
}

function onNetworkText({ onNetwork: { network, payments } }: MethodFacts, { say }: Messages): string[] {
  if (network === null) return []
  return [
    say("dossier.on-network-text", {
      network: plain(network),
      payments: say("counted.payments", { count: payments }),
    }),
  ]
}

function isKnown(file: string): file is keyof typeof FILE_KEYS {
  return Object.hasOwn(FILE_KEYS, file)
}

function rulesOf(findings: readonly WrittenFinding[], { say }: Messages): string[] {
  const counts = new Map<string, { rule: string; version: string; count: number }>()
  for (const { rule, ruleVersion: version } of findings) {
    const known = counts.get(`${rule} ${version}`) ?? { rule, version, count: 0 }
    counts.set(`${rule} ${version}`, { ...known, count: known.count + 1 })
  }
  return [...counts.keys()].sort().map((key) => {
    const { rule, version, count } = counts.get(key)!
    return say("dossier.rule", { rule, version, findings: say("counted.findings", { count }) })
  })
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n")
}

/** Text of the data, on one line and without meaning in Markdown or HTML. */
function plain(text: string): string {
  return text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]<>#|~&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

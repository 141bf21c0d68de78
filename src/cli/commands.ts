// The commands by name; each one's options and work are in its own file.
import { FILES_HELP } from "./files-help.ts"
import type { LazyCommand } from "./lazy-commands.ts"

export const COMMANDS_ON_PAYMENTS: readonly LazyCommand[] = [
  {
    name: "screen",
    description: "screen payment files; writes alerts, findings, networks, rejects and a manifest",
    argument: ["<files...>", FILES_HELP],
    hasOptions: true,
    load: async () => (await import("./screen-command.ts")).defineScreen,
  },
  {
    name: "explain",
    description:
      "show why a party has an alert, or a finding was made: conditions, payments, words; " +
      "with --rule and --party, why a rule says nothing about a party: which condition failed, and by how much",
    argument: [
      "<id or files...>",
      "id of a party with an alert, of an alert or of a finding, from alerts.csv or findings.jsonl; " +
        `with --rule and --party: ${FILES_HELP}`,
    ],
    hasOptions: true,
    load: async () => (await import("./explain-command.ts")).defineExplain,
  },
  {
    name: "dossier",
    description:
      "export one alert or network for the file: findings, payments with their rows in the input files, hashes, a method note",
    argument: ["<dir>", "directory that `moneytrail screen` wrote"],
    hasOptions: true,
    load: async () => (await import("./dossier-command.ts")).defineDossier,
  },
  {
    name: "verify",
    description:
      "check an output against its manifest: files, findings, inputs, rules; with --rerun, find everything again",
    argument: ["<dir>", "directory that `moneytrail screen` or `moneytrail dossier` wrote"],
    hasOptions: true,
    load: async () => (await import("./verify-command.ts")).defineVerify,
  },
  {
    name: "reveal",
    description: "say what pseudonyms stand for, by the map and the key of the run that made them",
    argument: ["<tokens...>", "pseudonyms, such as party-0123456789abcdef"],
    hasOptions: true,
    load: async () => (await import("./reveal-command.ts")).defineReveal,
  },
]

export const COMMANDS_ON_RULES: readonly LazyCommand[] = [
  {
    name: "list",
    description: "list the rules in force",
    hasOptions: true,
    load: async () => (await import("./rules-list-command.ts")).defineRulesList,
  },
  {
    name: "new",
    description: "copy a shipped rule and its tests under another id, to change them",
    argument: ["<typology/id>", "what the new rule is called, such as velocity/my-rule"],
    hasOptions: true,
    load: async () => (await import("./rules-new-command.ts")).defineRulesNew,
  },
  {
    name: "check",
    description: "check rule files; every error is told with its file, line and column",
    argument: ["[paths...]", "directories of rules, or single rules (default: the shipped pack)"],
    hasOptions: true,
    load: async () => (await import("./rules-check-command.ts")).defineRulesCheck,
  },
  {
    name: "test",
    description: "run the tests that stand beside the rules",
    argument: ["[paths...]", "directories of rules, single rules or test files (default: the shipped pack)"],
    hasOptions: true,
    load: async () => (await import("./rules-test-command.ts")).defineRulesTest,
  },
  {
    name: "doc",
    description:
      "write the catalogue of the rules in force: intent, how each decides, thresholds with reasons, known errors, tests",
    hasOptions: true,
    load: async () => (await import("./rules-doc-command.ts")).defineRulesDoc,
  },
  {
    name: "coverage",
    description:
      "hold the published indicators against the rules: covered, not covered, or not visible in payments",
    hasOptions: true,
    load: async () => (await import("./rules-coverage-command.ts")).defineRulesCoverage,
  },
  {
    name: "schema",
    description: "write the JSON Schemas of rules, tests, lists, settings and the rest, for YAML editors",
    hasOptions: true,
    load: async () => (await import("./rules-schema-command.ts")).defineRulesSchema,
  },
  {
    name: "messages",
    description:
      "write the file of messages of a language: every text with its English, what is translated already, what is new",
    argument: ["<lang>", "tag of the language, such as vi, fr, sw or zh-Hans (BCP 47)"],
    hasOptions: true,
    load: async () => (await import("./rules-messages-command.ts")).defineRulesMessages,
  },
]

export const OTHER_COMMANDS: readonly LazyCommand[] = [
  {
    name: "backtest",
    description:
      "compare two rule packs or settings over the same files: alerts that come, go and change, findings by rule, " +
      "alerts a day, analyst hours; with labels, precision and recall",
    argument: ["<files...>", FILES_HELP],
    hasOptions: true,
    load: async () => (await import("./backtest-command.ts")).defineBacktest,
  },
  {
    name: "goaml",
    description:
      "write an alert of a run as goAML XML, for a financial intelligence unit, with a list of what is missing in it",
    argument: ["<files...>", `the payment files that were screened: ${FILES_HELP}`],
    hasOptions: true,
    load: async () => (await import("./goaml-command.ts")).defineGoaml,
  },
  {
    name: "presets",
    description: "list the layouts of payment exports that are read without a mapping",
    hasOptions: false,
    load: async () => (await import("./presets-command.ts")).definePresets,
  },
]

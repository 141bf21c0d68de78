// Public names that touch files.

export { type BacktestFilesOptions, backtestFiles } from "./backtest-files.ts"
export { type CheckSuppressionsOptions, checkSuppressionFile } from "./check-suppression-file.ts"
export { type Dossier, type DossierOptions, writeDossier } from "./dossier.ts"
export { type GoamlFilesOptions, goamlFiles } from "./goaml-files.ts"
export { readApart } from "./ingest/apart-file.ts"
export { readLabels } from "./ingest/labels-file.ts"
export { readParties } from "./ingest/parties-file.ts"
export { readRates } from "./ingest/rates-file.ts"
export { type ReadOptions, readPayments } from "./ingest/read-payments.ts"
export { type ReadRowsOptions, readRows } from "./ingest/read-rows.ts"
export type { RawRow } from "./ingest/row-source.ts"
export { type NewRule, type NewRuleOptions, newRule } from "./new-rule.ts"
export {
  readKey,
  readPseudonymMap,
  readVeil,
  revealTokens,
  writePseudonymMap,
} from "./pseudonym-files.ts"
export { type Explanation, readExplanation, type WrittenFinding } from "./report/explain.ts"
export { validateGoaml, type XsdFault } from "./report/goaml-validate-node.ts"
export { BACKTEST_FILES, writeBacktest, writeSweep } from "./report/write-backtest.ts"
export { OUTPUT_FILES, outputFilesWithout, type WrittenFile } from "./report/write-screening.ts"
export {
  checkRulePack,
  coverRulePack,
  describeRulePack,
  type RuleToolOptions,
  testRulePack,
  writeMessages,
} from "./rule-tools.ts"
export type { RuleFaults } from "./rules/check.ts"
export { writeJsonSchemas } from "./rules/json-schema-files.ts"
export { readGoamlProfile } from "./rules/load-goaml-profile.ts"
export {
  type LoadRulesOptions,
  loadMessages,
  loadRules,
  readSuppressions,
  shippedRulesDir,
} from "./rules/load-rules.ts"
export type { MessagesFile } from "./rules/messages-file.ts"
export type { RuleTestResult } from "./rules/rule-test.ts"
export { type RunRequest, recordRun } from "./run-record.ts"
export { type ScreenFilesOptions, screenFiles } from "./screen-files.ts"
export { type VerifyOptions, verifyOutput } from "./verify-output.ts"
export { type WriteOptions, writeScreening } from "./write-on-threads.ts"

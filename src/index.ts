// Public names that need no files: this entry runs in Node, in workers and in browsers.

export { type BacktestOptions, backtest, DEFAULT_MINUTES_PER_ALERT } from "./backtest.ts"
export { explainSilence, type Silence, type SilenceOptions } from "./explain-silence.ts"
export { createApartList } from "./ingest/apart-list.ts"
export { type CreateTableOptions, createPaymentTable } from "./ingest/create-table.ts"
export { type Mapping, parseMapping } from "./ingest/mapping.ts"
export { createPartyTable, type PartyRecord } from "./ingest/party-table.ts"
export type { PresetInfo } from "./ingest/preset.ts"
export { PRESETS } from "./ingest/presets.ts"
export type { Alert, SuppressionNote } from "./model/alert.ts"
export type {
  AlertChange,
  AlertCost,
  AlertSketch,
  AlertVolume,
  Backtest,
  BacktestSide,
  LabelMetrics,
  Metrics,
  Sweep,
  SweepPoint,
} from "./model/backtest.ts"
export type { Dictionary } from "./model/dictionary.ts"
export {
  INPUT_ERROR_CODES,
  InputError,
  type InputErrorCode,
  InputErrors,
  type SourcePlace,
} from "./model/errors.ts"
export type {
  ConditionResult,
  Finding,
  PartyInRole,
  PaymentPlace,
  TextMatch,
} from "./model/finding.ts"
export type {
  GoamlFields,
  GoamlGap,
  GoamlOrder,
  GoamlPartyKind,
  GoamlProfile,
  GoamlValue,
} from "./model/goaml.ts"
export type { Label } from "./model/label.ts"
export { ENGLISH, type Messages } from "./model/messages.ts"
export type {
  Hub,
  NearbyParty,
  Network,
  NetworkEdge,
  NetworkMember,
  NetworkResult,
  NetworkStep,
  ProofPayment,
} from "./model/network.ts"
export type { PartyTable, PartyTableFacts } from "./model/party-table.ts"
export {
  CHANNELS,
  PAYMENT_STATUSES,
  type PaymentInput,
  type PaymentStatus,
  TEXT_FIELDS,
  type TextField,
  type TextFieldName,
} from "./model/payment.ts"
export type {
  Apart,
  ApartEffect,
  ApartFacts,
  ApartList,
  NameAgreement,
  NameHint,
  Person,
  PersonTie,
  SharedSign,
} from "./model/person.ts"
export { createRateTable, type ExchangeRate, type RateTable } from "./model/rates.ts"
export { REJECT_CODES, type Reject, type RejectCode, type RejectLog } from "./model/reject.ts"
export type { Scoring } from "./model/scoring.ts"
export type {
  HashedFile,
  InputFile,
  Intake,
  ListChange,
  PackFacts,
  ParamOverride,
  Progress,
  ProgressStage,
  RowCounts,
  RuleCriteria,
  RuleFacts,
  RuleOutcome,
  RuleSelection,
  RunHooks,
  RunRecord,
  Screening,
} from "./model/screening.ts"
export type { Suppression, SuppressionFact, SuppressionScope } from "./model/suppression.ts"
export type { PaymentTable, TextColumn } from "./model/table.ts"
export { createVeil, type TokenKind, type TokenMeaning, type Veil } from "./model/veil.ts"
export type { Difference, DifferenceKind, Verification, VerifiedPart } from "./model/verification.ts"
export { VERSION } from "./model/version.ts"
export {
  EVIDENCE_KINDS,
  type EvidenceKind,
  NETWORK_ROLES,
  type NetworkRole,
  RULE_STATUSES,
  type RuleStatus,
  SEVERITIES,
  type Severity,
  TYPOLOGIES,
  type Typology,
} from "./model/vocabulary.ts"
export { type CommunityEdge, type CommunityOptions, detectCommunities } from "./network/communities.ts"
export { screenVeiled } from "./pseudonymise.ts"
export { alertWorkbook } from "./report/alert-workbook.ts"
export { type GoamlCase, type GoamlReport, goamlReport } from "./report/goaml.ts"
export { alertNarrative, networkNarrative } from "./report/narrative.ts"
export {
  describeRules,
  listRules,
  type RuleCatalogue,
  type RuleEntry,
  type RuleRow,
} from "./rules/catalogue.ts"
export { rulesHtml, rulesMarkdown } from "./rules/catalogue-page.ts"
export {
  COVERAGE_STATES,
  type Coverage,
  type CoverageState,
  coverageMarkdown,
  type IndicatorCoverage,
} from "./rules/coverage.ts"
export { ruleTestsJunit } from "./rules/junit.ts"
export { type ParseRulesOptions, parseRules, type RuleFile } from "./rules/pack.ts"
export type { Condition, Detection, Param, Rule, RulePack } from "./rules/tree.ts"
export { type ScreenOptions, screen } from "./screen.ts"
export type { Lexicon, Term } from "./text/lexicon.ts"

// English sentences of narratives: drafts of what an institution writes to its financial intelligence unit.

export const NARRATIVE_SENTENCES = {
  "narrative.title": "Narratives",
  "narrative.draft":
    "Drafts made by moneytrail {version} from payment records, for alerts and networks of severity {severity} and above. An alert is a reason to look, not a finding of guilt: check each statement against the ledger, add what is said to be missing, and strike out what you cannot stand behind.",
  "narrative.none": "No alert and no network reaches this severity.",
  "narrative.alert": "Alert {alert}: {party}",
  "narrative.network": "Network {network}",
  "narrative.score": "Score {score} of 100, severity {severity}.",
  "narrative.score-evidence": "Score {score} of 100, severity {severity}, evidence: {evidence}.",

  "narrative.who": "Who",
  "narrative.what": "What",
  "narrative.when": "When",
  "narrative.where": "Where",
  "narrative.why": "Why",
  "narrative.how": "How",

  "narrative.subject": "Subject: {party}.",
  "narrative.was-paid": "Was paid, in the payments told of here: {payments}, {total}.",
  "narrative.paid-out": "Paid, in the payments told of here: {payments}, {total}.",
  "narrative.membership": "Member of network {network} as {role}: {why}.",
  "narrative.counterparties": {
    one: "{count} counterparty: {parties}.",
    other: "{count} counterparties, those with most payments first: {parties}.",
  },
  "narrative.counterparty": "{party} ({payments})",
  "narrative.one-sided": "Without a known counterparty (cash or unknown): {payments}.",
  "narrative.missing-who":
    "Not in these records, to be added: identity documents, date of birth or registration, address, occupation or business, relation to the institution.",
  "narrative.member": "{party}: {role}, score {score}; {why}.",
  "narrative.contacts":
    "Besides them {contacts} dealt with members. Contacts are customers and witnesses, not suspects.",

  "narrative.payments": "{payments}, {total} in all.",
  "narrative.channels": "By channel: {channels}.",
  "narrative.channel": "{channel}: {payments}",
  "narrative.no-channel": "not stated",
  "narrative.typologies": "Typologies: {typologies}.",
  "narrative.on-network":
    "Not counted here: findings on network {network} rest on {payments} of all its parties, {total} in all; typologies: {typologies}.",
  "narrative.words": "Words in the texts of payments: {words}.",
  "narrative.word": "“{text}” ({taxon}, {payments})",
  "narrative.taxa": "Wildlife, by these words: {taxa}.",
  "narrative.no-words": "No word for wildlife stands in these payments; what was sold is not known.",

  "narrative.span": "From {from} to {to} (UTC).",
  "narrative.moment": "At {time} (UTC).",
  "narrative.months": "By month: {months}.",
  "narrative.month": "{month}: {payments}, {total}",

  "narrative.corridors": "By country of payer and payee: {corridors}.",
  "narrative.corridor": "{payer} to {payee}: {payments}",
  "narrative.no-country": "country unknown",
  "narrative.missing-where":
    "The payments name no country. To be added: branches, places of use and addresses, as far as known.",

  "narrative.reason": "{reason} (finding {finding}; rule {rule} {version}, {title})",
  "narrative.indicators": "Published indicators: {indicators}.",
  "narrative.why-network": "Found on network {network}, in payments of all its parties:",
  "narrative.benign": "Speaks for an innocent reading: {title} ({observed}).",
  "narrative.rules": "Rules with findings: {rules}.",

  "narrative.chronology": "The payments in order of time:",
  "narrative.first-payments": "The first {shown} of {payments} in order of time; findings.jsonl has all:",
  "narrative.key-payments": "The payments that explain it best:",
  "narrative.proof": "{why} ({place})",
  "narrative.network-reasons": "In network {network}, beside what is told above:",
  "narrative.flows": {
    one: "The one flow between its parties:",
    other: "The largest of {count} flows between its parties:",
  },
  "narrative.flow": "{payer} to {payee}: {payments}, {total}, {period}.",
  "narrative.column-time": "Time (UTC)",
  "narrative.column-payer": "Payer",
  "narrative.column-payee": "Payee",
  "narrative.column-amount": "Amount",
  "narrative.column-memo": "Memo",
  "narrative.column-place": "File and line",
} as const

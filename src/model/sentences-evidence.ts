// English sentences of what lets results be checked: verification on the terminal, and the method note of a dossier.

export const EVIDENCE_SENTENCES = {
  "part.manifest": "manifest",
  "part.output": "output",
  "part.finding": "finding",
  "part.input": "input",
  "part.rules": "rule file",
  "part.given": "given file",
  "difference.missing": "missing",
  "difference.changed": "changed",
  "difference.extra": "not in the manifest",
  "difference.gone": "not found again",
  "difference.new": "found now, not in the output",

  "verify.well": "{dir}: everything is as it was written",
  "verify.well-as-far": "{dir}: what could be looked at is as it was written",
  "verify.differs": { one: "{dir}: {count} difference", other: "{dir}: {count} differences" },
  "verify.expected": "expected {sha256}",
  "verify.found": "found    {sha256}",
  "verify.checked": "looked at: {outputs}, {findings}, {inputs}, {rules}, {given}",
  "verify.rerun": { one: "derived again: {count} finding", other: "derived again: {count} findings" },
  "verify.not-checked": "could not be looked at: {what}",
  "verify.other-run":
    "{dir} is another output with a manifest of its own, and was not looked at: verify it by itself",
  "verify.not-run": "the findings, because not all is there that they were derived from",
  "verify.stdin":
    "the payments, because they came by standard input; --inputs takes a file that holds the same",
  "verify.files-moved": "if files that are missing were moved or renamed, say where to: {option}",
  "verify.rules-moved": "there is no directory of rules {dir}; if it was moved, say where to: {options}",
  "verify.chain": "chain: {chain}",

  "dossier.title-alert": "Dossier on the alert {id}",
  "dossier.title-network": "Dossier on the network {id}",
  "dossier.subject": "Subject: {party}",
  "dossier.members": "Members: {parties}",
  "dossier.score": "Score {score} of 100, severity {severity}",
  "dossier.period": "Payments: {count}, {from} to {to}",
  "dossier.what": "What this is",
  "dossier.what-text":
    "This dossier holds what the program moneytrail, version {version}, found about one subject in files of payments, and the rows of these files that it rests on. The program compares payments with written rules. It knows nothing but the files it was given.",
  "dossier.finding-text":
    "A finding says that payments of a party fit one rule: findings.jsonl lists for each the conditions with what was required and what was seen, the payments, and the words that matched with their place in the text. Rules describe what laundering and the illegal wildlife trade have looked like; honest payments can look the same.",
  "dossier.alert-text":
    "The alert gathers the findings about a party. Its score is the order in which to look, from 0 to 100, and no probability that somebody did something wrong.",
  "dossier.on-network-text":
    "Some findings are on the network {network} that the party belongs to. They rest on {payments} of all its parties, of which payments.csv and rows.jsonl hold those of the alert alone; a dossier on the network holds the others.",
  "dossier.network-text":
    "The network is a group of parties that payments and shared identifiers tie together and of which some are under an alert. Roles are read from the flow of money. Contacts are those who paid; nothing is said against them.",
  "dossier.limits-text":
    "Nothing here is proof. Names and identifiers stand as they stand in the files and were not verified. Before acting on it, look at the rows, at the rules' known errors, and at what could explain the payments.",
  "dossier.pseudonyms-text":
    "Parties, names and identifiers are pseudonyms, the same in all results made with the key {key}; texts are masked but for the words that findings rest on. The rows of the files are left out; file and line say where they stand.",
  "dossier.files": "The files",
  "dossier.file-alert": "the alert, as alerts.jsonl of the output has it",
  "dossier.file-network": "the network, as networks.json of the output has it",
  "dossier.file-alerts": "the alerts on its members",
  "dossier.file-findings": "the findings, each with the hash of its content",
  "dossier.file-payments":
    "the payments, for spreadsheets: what was read of each, file and line, and the row as it stands there",
  "dossier.file-rows": "the same rows for programs, to the character",
  "dossier.file-manifest":
    "SHA-256 of all these files, of the input files and of the output they were taken from",
  "dossier.check": "How to check it",
  "dossier.check-text":
    "`moneytrail verify` with the directory of this dossier works out every hash anew and names what differs: these files, each finding, and the input files where they are at hand. The SHA-256 of the input files were compared when the dossier was made.",
  "dossier.inputs": "Input files",
  "dossier.rules": "Rules that found something",
  "dossier.rule": "{rule}, version {version}: {findings}",
} as const

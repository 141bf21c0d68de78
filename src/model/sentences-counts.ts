// English counts with their nouns. Sentences that hold several counts are said with these in them, for the form of a sentence
// itself can go by one number only.

export const COUNT_SENTENCES = {
  "counted.payments": { one: "{count} payment", other: "{count} payments" },
  "counted.settled": { one: "{count} settled payment", other: "{count} settled payments" },
  "counted.times": { one: "{count} time", other: "{count} times" },
  "counted.members": { one: "{count} member", other: "{count} members" },
  "counted.contacts": { one: "{count} contact", other: "{count} contacts" },
  "counted.parties": { one: "{count} party", other: "{count} parties" },
  "counted.parties-in-all": { one: "{count} party", other: "{count} parties" },
  "counted.known-parties": { one: "{count} known party", other: "{count} known parties" },
  "counted.payers": { one: "{count} payer", other: "{count} payers" },
  "counted.couriers": { one: "{count} courier", other: "{count} couriers" },
  "counted.words": { one: "{count} word", other: "{count} words" },
  "counted.findings": { one: "{count} finding", other: "{count} findings" },
  "counted.alerts": { one: "{count} alert", other: "{count} alerts" },
  "counted.networks": { one: "{count} network", other: "{count} networks" },
  "counted.ties": { one: "{count} tie", other: "{count} ties" },
  "counted.communities": { one: "{count} community", other: "{count} communities" },
  "counted.rules": { one: "{count} rule", other: "{count} rules" },
  "counted.rows": { one: "{count} row", other: "{count} rows" },
  "counted.duplicates": { one: "{count} duplicate", other: "{count} duplicates" },
  "counted.files": { one: "{count} file", other: "{count} files" },
  "counted.outputs": { one: "{count} output file", other: "{count} output files" },
  "counted.inputs": { one: "{count} input", other: "{count} inputs" },
  "counted.rule-files": { one: "{count} rule file", other: "{count} rule files" },
  "counted.other-files": { one: "{count} other file", other: "{count} other files" },
} as const

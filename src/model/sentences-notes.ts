// English notes of a run: what a reader of the results should know about how they came to be.

export const NOTE_SENTENCES = {
  "note.nothing-read": "no payment was accepted, so there is nothing to find",
  "note.hubs": {
    one: "{count} public hub set apart from the networks: {names}",
    other: "{count} public hubs set apart from the networks: {names}",
  },
  "note.rejected": "{rejected} of {rows} rejected: see rejects.csv",
  "note.rejected-codes": "{rejected} of {rows} rejected: see rejects.csv (commonest: {codes})",
  "note.rejected-left-out": "{rejected} of {rows} rejected (commonest: {codes}); rejects.csv was left out",
  "note.first-reject": "the first {code}: {reject}",
  "note.rounded": {
    one: "{count} amount had more decimals than the currency has and was rounded half to even; --strict-decimals rejects them",
    other:
      "{count} amounts had more decimals than the currency has and were rounded half to even; --strict-decimals rejects them",
  },
  "note.wordless":
    "{files}: no column was read as memo or goods, so words in the text of payments cannot be found; if there is such a column, name it in a mapping (--map)",
  "note.unused-columns": "{files}: columns not used: {columns}; --map can name a field for them",
  "note.party-table": "party table",
  "note.parties": {
    one: "{file}: {listed}, {matched} of them in payments; {count} party of payments is not in it",
    other: "{file}: {listed}, {matched} of them in payments; {count} parties of payments are not in it",
  },
  "note.parties-unmatched": {
    one: "{file}: {listed}, {matched} of them in payments; {count} party of payments is not in it: its ids must be those of the columns read as payer and payee",
    other:
      "{file}: {listed}, {matched} of them in payments; {count} parties of payments are not in it: its ids must be those of the columns read as payer and payee",
  },
  "note.persons": {
    one: "{accounts} accounts are joined to {count} person by what they share; networks.json says by what, and --apart undoes it",
    other:
      "{accounts} accounts are joined to {count} persons by what they share; networks.json says by what, and --apart undoes it",
  },
  "note.apart": {
    one: "{file}: {count} pair held apart, {parted} of them shared identifiers with each other",
    other: "{file}: {count} pairs held apart, {parted} of them shared identifiers with each other",
  },
  "note.apart-repeated": {
    one: "{file}: {count} line says what an earlier line says of the same two: {pairs}",
    other: "{file}: {count} lines say what an earlier line says of the same two: {pairs}",
  },
  "note.apart-unknown": {
    one: "{file}: {count} line names a party that is in no payment, and does nothing: {parties}",
    other: "{file}: {count} lines name a party that is in no payment, and do nothing: {parties}",
  },
  "note.no-rates": "not decidable for want of exchange rates, which --rates gives: {rules}",
  "note.several-currencies":
    "not decidable where several currencies come together, whatever --rates gives, as these rules name none to compare in: {rules}",
  "note.idle-rules": "not applicable to any payment, because all lack a field the rule needs: {rules}",
  "note.params": "params changed by settings: {changes}",
  "note.param": "{rule} {param} {value} (was {before})",
  "note.lists": "entries of lists added and removed by settings: {changes}",
  "note.not-run": {
    one: "{count} rule did not run, as settings or options say: {rules}",
    other: "{count} rules did not run, as settings or options say: {rules}",
  },
  "note.incomplete": "not whole, because rules they rest on did not run: {rules}",
  "note.untranslated": {
    one: "{count} sentence is not translated into {language} yet and stands in English",
    other: "{count} sentences are not translated into {language} yet and stand in English",
  },
  "note.expired": {
    one: "{count} suppression expired: {suppressions}",
    other: "{count} suppressions expired: {suppressions}",
  },
  "note.expired-again": {
    one: "{count} suppression expired; {findings} of theirs alert again: {suppressions}",
    other: "{count} suppressions expired; {findings} of theirs alert again: {suppressions}",
  },
  "note.idle-suppressions": {
    one: "{count} suppression covered nothing: {suppressions}",
    other: "{count} suppressions covered nothing: {suppressions}",
  },
  "note.scope": "{scope} (until {until}, {by})",
  "scope.party": "party {party}",
  "scope.pair": "pair {payer} to {payee}",
  "scope.rule": "rule {rule}",
} as const

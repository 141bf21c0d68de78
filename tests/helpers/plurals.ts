// Nouns of what is counted for readers, in the plural, as sources of patterns; and what stands between a count and them.

export const PLURALS = [
  "payments|rows|lines|cells|inputs|files|texts|findings|alerts|networks|rules|members|contacts|parties|payers|payees",
  "persons|accounts|counterparties|communities|ties|hubs|words|duplicates|pairs|amounts|entries|suppressions",
  "minutes|days|elements|faults|errors|warnings|sentences|bytes|characters|ids",
].join("|")

export const ADJECTIVES = "(?:settled|known|output|rule|other|more|public|mandatory|new|distinct|different)"

// English sentences of findings: conditions, thresholds, what was observed, and what a silent rule lacks.

export const FINDING_SENTENCES = {
  // between the items of a list
  "join.comma": ", ",
  "join.semicolon": "; ",
  "join.and": " and ",
  "join.or": " or ",
  "join.space": " ",
  "list.more": "{list} and {count} more",
  "list.none": "none",

  // durations, as rules write them
  "duration.w": "{count}w",
  "duration.d": "{count}d",
  "duration.h": "{count}h",
  "duration.m": "{count}m",
  "duration.s": "{count}s",
  "duration.ms": "{count}ms",

  // days of a finding, in place of {period} in a reason
  "period.days": "between {from} and {to}",
  "period.day": "on {day}",

  // what a condition looks at, and its test
  "leaf.local-time": "local time",
  "leaf.price": "price of one",
  "test.present": "present",
  "test.absent": "absent",
  "condition.all": "together",
  "condition.any": "alternatives",
  "condition.needs-all": "all of these",
  "condition.needs-any": "one of these is enough",
  "test.different": "different",
  "test.same": "the same",
  "test.same-in-all": "the same in all payments",
  "test.not": "not {test}",
  "test.equal": "equal to {value}",
  "test.one-of": "one of {values}",
  "test.in-list": "in list {list}",
  "test.words": "words of {lexicons}",
  "test.words-several": "words of {lexicons}, at least {count} different",
  "test.multiple": "a multiple of {amount}",
  "test.ending": "ending in {endings}",
  "test.matching": "matching {pattern}",
  "test.price-fits": "from {from} to {to} times a price of {taxa}",
  "test.price-above": "more than {times} times the highest price of {taxa}",
  "test.price-below": "less than {times} times the lowest price of {taxa}",
  "price.worked-out": "{amount} for {quantity}: {each}",
  "price.stated": "{text}: {each}",
  "price.beside": "{unitPrice}; {taxon}, {product}: {price} ({place}, {year}; {source})",
  "clock.hours": "from {from} to before {to}",
  "clock.days": "on {days}",
  "clock.zone": "in {zone}",
  "range.observed": "{low} to {high}",

  // bounds
  "bound.from-to": "from {low} to {high}",
  "bound.from-below": "from {low} to below {high}",
  "bound.above-to": "above {low} to {high}",
  "bound.above-below": "above {low} to below {high}",
  "bound.at-least": "at least {low}",
  "bound.more-than": "more than {low}",
  "bound.at-most": "at most {high}",
  "bound.below": "below {high}",
  "bound.any": "any",

  // measures of windows
  "having.distinct": "distinct {field}",
  "having.repeated": "payments with the same {field}",
  "having.repeated-share": "share of payments with the same {field}",
  "having.share": "share of {of} with {where}",
  "having.baseline": "{of} against the {time} before",
  "having.baseline-rate": "{of} against the average of equally long parts of the {time} before",
  "having.times": "{ratio} times",
  "having.in-out-money": "money in by money out",
  "having.in-out-payments": "payments in by payments out",
  "having.nothing-out": "nothing out",
  "having.benford": "distance of first digits from Benford's law",
  "having.age": "age of {of}",
  "having.idle": "longest silence of {of}",

  // innocent circumstances
  "context.beside": "; beside it: {titles}",
  "context.observed": "{measure}: {observed}",

  // payments that count only beside matched ones
  "match.beside": "beside them: {measure}",

  // steps of sequences
  "step.measure": "{step}: {measure}",
  "step.time": "time after {step}",
  "step.amount": "amount to {step}",

  // shapes between parties
  "motif.payers": "different payers",
  "motif.payees": "different payees",
  "motif.sources": "different sources",
  "motif.sinks": "different sinks",
  "motif.intermediaries": "different intermediaries",
  "motif.counterparties": "different counterparties",
  "motif.payers-same": "payers of the same",
  "motif.payees-common": "payees in common",
  "motif.hops": "payments in a row",
  "motif.gap": "time between payments",
  "motif.ratio": "amount to the one before",
  "motif.out-to-in": "paid out to paid in",
  "motif.span": "first to last payment",
  "motif.cycles": "cycles",
  "motif.chains": "chains",

  // measures of networks
  "network.members": "members",
  "network.contacts": "contacts",
  "network.flagged": "members with {filter}",
  "network.role": "members in the role {role}",
  "network.identifiers": "identifiers in common ({kinds})",
  "network.couriers": "members who deal with couriers",
  "network.countries": "countries of members",
  "network.share-in": "largest share in payments to members",
  "network.share-out": "largest share in payments by members",

  // combinations
  "filter.findings": "findings {parts}",
  "filter.rules": { one: "of rule {rules}", other: "of rules {rules}" },
  "filter.typologies": { one: "of typology {typologies}", other: "of typologies {typologies}" },
  "filter.evidence": "with evidence {kinds}",
  "combine.items": "items",
  "combine.weight": "weight of items",
  "combine.items-ordered": "items in order",
  "combine.weight-ordered": "weight of items in order",

  // what a value is short of a bound
  "gap.exact": "exactly at a bound that is not enough",
  "gap.short": "{amount} short",
  "gap.over": "{amount} too much",
  "gap.unrounded": "{amount} (before rounding)",
  "gap.unknown": "unknown",
} as const

// English sentences of networks: why one is a network, and why a party has its role there.

export const NETWORK_SENTENCES = {
  "reason.alert": "{party} ({role}, score {score}): {reason}",
  "reason.words": {
    one: "{payments} names {taxa} ({words})",
    other: "{payments} name {taxa} ({words})",
  },
  "reason.person": "{parties} are accounts of one person, as what they share says",
  "reason.document": "{members} members share a document with another",
  "reason.device": "{members} members share a device with another",
  "reason.phone": "{members} members share a phone with another",
  "reason.address": "{members} members share an address with another",
  "reason.waybill": "{members} members share a waybill with another",
  "reason.flows": "Members paid each other {times}, {total} in all",
  "reason.supplier": "{members} members pay one supplier, {party}",
  "reason.couriers": {
    one: "{members} deals with couriers, in {payments}",
    other: "{members} deal with couriers, in {payments}",
  },
  "reason.leaving": "Members paid {parties} outside the network {times}, {total} in all: {payees}",
  "reason.buyers": "{contacts} paid members {times}, {total} in all",

  "why.supplier": "{members} paid it {amount}, {share} of what it was paid{notes}",
  "why.seller": "{parties} paid it {times}, {amount} in all{notes}",
  "why.words": {
    one: "; {payments} from {payers} holds wildlife words",
    other: "; {payments} from {payers} hold wildlife words",
  },
  "why.courier-note": "; {payments} with {couriers}",
  "why.courier": "{payments} with {couriers}, {flow}",
  "why.cash-out":
    "{amount}, {share} of what it paid out, went to cash, crypto, own accounts or nobody known in {payments}",
  "why.supplier-or-collector": "; it may supply the goods or collect for others: payments do not tell which",
  "why.collector": "{parties} paid it {times}, {amount} in all; it paid others {out}{notes}",
  "why.collector-end":
    "{members} paid it {amount}, {share} of what it was paid; it paid out no more than {out}: here the money ends",
  "why.collector-nothing":
    "{members} paid it {amount}, {share} of what it was paid; it paid nothing out: here the money ends",
  "why.to-and-fro":
    "was paid {in} and paid out {out}, but {returned} of it went to and fro with the same parties, and not on",
  "why.mule": "was paid {in} and paid out {out}, {share} of it{notes}",
  "why.mule-all":
    "was paid {in} and paid out {out}: all of it, and more that it had before or got another way{notes}",
  "why.spent-note": " (without {spent} spent in shops and with other public payees)",
  "why.mule-onward":
    "{members} paid it {in}, {fed} of what it was paid; {onward}, {share} of it, went on to members or out of sight",
  "why.mule-currencies": "{flow} in several currencies",
  "why.flow": "was paid {timesIn} by {payers}, paid {timesOut} to {payees}",
  "why.contact": "paid {whom} {times}, {total}; findings name {named} of them",
  "proof.payment": "{payer} paid {payee} {amount} on {day}{words}; {findings}",
  "proof.party": "{party} ({role})",
  "proof.nobody": "cash or nobody known",
  "proof.words": ", the text names {words}",
  "proof.word": "{taxon} ({text})",
  "proof.findings": { one: "{count} finding names it", other: "{count} findings name it" },
  "proof.no-finding": "no finding names it; it shows how the money goes on",

  "nearby.note":
    "no member; the strongest way from an alert to it is {path}: a hint where to look next, not an accusation",

  "hint.equal": "{parties} are called the same ({names}): a hint, not a join, as many people share a name",
  "hint.accents":
    "the names of {parties} differ in accents only ({names}): a hint, not a join, as many people share a name",
  "hint.script":
    "the names of {parties} are one in the other Chinese script ({names}): a hint, not a join, as many people share a name",
  "hint.pinyin":
    "the names of {parties} sound alike in pinyin ({names}): a hint, not a join, as most people share their pinyin with others",

  "why.contact-all": "paid {whom} {times}, {total}; findings name all of them",
} as const

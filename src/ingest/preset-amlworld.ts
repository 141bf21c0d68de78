// AMLworld: IBM's synthetic transactions (Altman and others, "Realistic Synthetic Financial Transactions for
// Anti-Money Laundering Models", 2023). Two columns are named Account, so columns are given by number.
import type { Preset } from "./preset.ts"

export const AMLWORLD_PRESET: Preset = {
  name: "amlworld",
  title: "IBM AMLworld transactions (HI-Small_Trans.csv and the like)",
  recognises: "columns Timestamp, From Bank, Account, To Bank, Account, Amount Received … in this order",
  timeZone: undefined,
  requires: [
    "Timestamp",
    "From Bank",
    "Account",
    "To Bank",
    "Account",
    "Amount Received",
    "Receiving Currency",
    "Amount Paid",
    "Payment Currency",
    "Payment Format",
  ],
  inOrder: true,
  reading: {
    mapping: {
      file: "preset amlworld",
      columns: new Map([
        ["time", [1]],
        ["payer", [3]],
        ["payee", [5]],
        ["amount", [8]],
        ["currency", [9]],
        ["channel", [10]],
        ["attributes.From Bank", [2]],
        ["attributes.To Bank", [4]],
      ] as const),
      constants: new Map(),
      // In these files a rupee is the Indian one.
      currencies: new Map([["rupee", "INR"]]),
    },
  },
}

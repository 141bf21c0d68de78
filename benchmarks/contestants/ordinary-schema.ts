// A row of the ledger, checked by zod.
import { isValid, parseISO } from "date-fns"
import * as z from "zod"

export const paymentSchema = z
  .object({
    id: z.string().min(1),
    time: z
      .string()
      .transform((text) => parseISO(text))
      .refine((date) => isValid(date), "not a time")
      .transform((date) => date.getTime()),
    payer: z.string(),
    payee: z.string(),
    payeeName: z.string(),
    // Two decimals at most, so hundredths are exact.
    amount: z.string().regex(/^\d+(\.\d{1,2})?$/),
    currency: z.string().length(3),
    memo: z.string(),
    channel: z.string(),
    payeeCategory: z.string(),
    payerCountry: z.string(),
    payeeCountry: z.string(),
  })
  .transform(({ amount, ...rest }) => ({ ...rest, hundredths: Math.round(Number(amount) * 100) }))

export type Payment = z.infer<typeof paymentSchema>

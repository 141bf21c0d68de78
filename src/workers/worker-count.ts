// The number of threads that a caller asks for.
import { InputError } from "../model/errors.ts"

/** Machines with more cores are rare, and each thread takes memory of its own. */
const MOST_WORKERS = 64

/** @throws InputError OPTION_INVALID for anything but a whole number from 1 to `MOST_WORKERS`; undefined is the default. */
export function checkWorkers(workers: number | undefined): void {
  if (workers === undefined || (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS)) return
  const detail = `workers is ${workers}; write a whole number from 1 to ${MOST_WORKERS}, or leave it out`
  throw new InputError("OPTION_INVALID", {}, detail)
}

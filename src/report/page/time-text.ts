// Times of the page: UTC, the same on every machine.

/** `2024-03-01 09:00:00` */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ")
}

/** `2024-03-01` */
export function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

// Which test files run in a process of their own: those that change or measure what belongs to a whole process, and
// those that drive a browser. All others share loaded sources with the files before and after them.
export const ALONE: readonly string[] = [
  "tests/browser/**/*.test.ts",
  "tests/cli/cancel.test.ts",
  "tests/cli/write-text.test.ts",
  "tests/ingest/read-payments.test.ts",
  "tests/model/own-text.test.ts",
  "tests/report/csv-cells.test.ts",
  "tests/report/html/layout.test.ts",
  "tests/report/workbook.test.ts",
  "tests/rules/many-rules.test.ts",
  "tests/text/pattern.test.ts",
  "tests/text/quantities.test.ts",
]

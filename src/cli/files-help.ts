// What payment files may be, as options and arguments explain it.

export const FILES_HELP = "CSV, JSON Lines or JSON files, also as .gz; - is standard input"

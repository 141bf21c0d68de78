// What the kernel does for its host: the hot loops of the bulk reader in AssemblyScript, which is TypeScript with numbers
// of fixed size and memory by address (assemblyscript.org). Each function is the twin of one in TypeScript, and does the
// same on the same arrays, which lie in memory that both sides see; kernel-ways.ts calls it. The kernel keeps nothing
// between calls but where these arrays lie, and never asks for memory.

export { addCells, tableSize, useColumns } from "./add-cells"
export { readAmounts } from "./amounts"
export { useCells, useMarks } from "./cells"
export { scanEnd, scanIsOdd, scanLine, scanRecords } from "./scan"
export { leaveDoubtful, unseenCount } from "./self-meant"
export { findShortCells } from "./short-cells"
export { fillSlots, findBehind, findCells, useTable } from "./table"
export { readTimes } from "./times"

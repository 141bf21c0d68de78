// The package write-excel-file under a name of its own: modules that are built to be required are not given the default of
// one that is imported late, but all it exports.
export { default as writeExcelFile } from "write-excel-file/universal"

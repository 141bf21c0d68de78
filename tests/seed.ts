// Property tests try the same cases on every run, so that a run can be repeated; another seed tries others:
// FAST_CHECK_SEED=7 npm test
import fc from "fast-check"

fc.configureGlobal({ seed: Number(process.env["FAST_CHECK_SEED"] ?? 20261122) })

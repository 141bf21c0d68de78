// Runs beside every test file: what its helpers left behind goes with it.
import { afterAll } from "vitest"
import { removeTemporaryDir } from "./helpers/temporary.ts"

afterAll(removeTemporaryDir)

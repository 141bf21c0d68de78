// Standard output into a file. Where the disk has room for a part of a text only, the system writes this part and says how
// much it was; Node's stream over files does not look, and the rest would be missing without a word.
import { fstatSync, writeSync } from "node:fs"

/** Has the stream write all that it is given, or emit the system's error. Terminals and pipes are as they were. */
export function writeWhole(stream: NodeJS.WriteStream & { readonly fd: number }): void {
  const { fd } = stream
  if (!fstatSync(fd).isFile()) return
  stream._write = (chunk: Uint8Array, _encoding, done) => {
    try {
      for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at)
    } catch (error) {
      return done(error as Error)
    }
    done()
  }
}

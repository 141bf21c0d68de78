// Texts that want the same slots of a dictionary.

/**
 * Texts of one hash, crafted as anybody can who reads the source: after two words `hash` is what it was for other words
 * if the second word takes back what the first one changed.
 */
export function textsOfOneHash(count: number): string[] {
  const mixed = (hash: number, word: number) => {
    const product = Math.imul(hash ^ word, 0x9e3779b1)
    return product ^ (product >>> 15)
  }
  const texts: string[] = []
  const target = 0x61616161
  for (let n = 0; texts.length < count; n++) {
    const first =
      0x20202020 + ((n & 0x3f) | ((n & 0xfc0) << 2) | ((n & 0x3f000) << 4) | ((n & 0xfc0000) << 6))
    const second = mixed(8, first) ^ target
    const bytes = new DataView(new ArrayBuffer(8))
    bytes.setInt32(0, first, true)
    bytes.setInt32(4, second, true)
    const codes = [...new Uint8Array(bytes.buffer)]
    if (codes.every((code) => code >= 0x20 && code < 0x7f)) texts.push(String.fromCharCode(...codes))
  }
  return texts
}

const [C1, C2, C3, C4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93]

/** MurmurHash3 with 128 bits: https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp (`MurmurHash3_x86_128`). Written into `out`. */
export function murmurHash(bytes: Uint8Array, from: number, to: number, seed: number, out: Uint32Array): void {
  let [h1, h2, h3, h4] = [seed, seed, seed, seed]
  let at = from
  for (; at + 16 <= to; at += 16) {
    h1 = Math.imul(rotate(h1 ^ mix(word(bytes, at, 4), C1, 15, C2), 19) + h2, 5) + 0x561ccd1b
    h2 = Math.imul(rotate(h2 ^ mix(word(bytes, at + 4, 4), C2, 16, C3), 17) + h3, 5) + 0x0bcaa747
    h3 = Math.imul(rotate(h3 ^ mix(word(bytes, at + 8, 4), C3, 17, C4), 15) + h4, 5) + 0x96cd1c35
    h4 = Math.imul(rotate(h4 ^ mix(word(bytes, at + 12, 4), C4, 18, C1), 13) + h1, 5) + 0x32ac3b17
  }
  const rest = to - at
  if (rest > 12) h4 ^= mix(word(bytes, at + 12, rest - 12), C4, 18, C1)
  if (rest > 8) h3 ^= mix(word(bytes, at + 8, Math.min(4, rest - 8)), C3, 17, C4)
  if (rest > 4) h2 ^= mix(word(bytes, at + 4, Math.min(4, rest - 4)), C2, 16, C3)
  if (rest > 0) h1 ^= mix(word(bytes, at, Math.min(4, rest)), C1, 15, C2)
  const length = to - from
  h2 ^= length
  h3 ^= length
  h4 ^= length
  h1 = ((h1 ^ length) + h2 + h3 + h4) | 0
  h2 = (h2 + h1) | 0
  h3 = (h3 + h1) | 0
  h4 = (h4 + h1) | 0
  h2 = finish(h2)
  h3 = finish(h3)
  h4 = finish(h4)
  h1 = (finish(h1) + h2 + h3 + h4) | 0
  out[0] = h1
  out[1] = h2 + h1
  out[2] = h3 + h1
  out[3] = h4 + h1
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by))
const mix = (k: number, before: number, by: number, after: number): number =>
  Math.imul(rotate(Math.imul(k, before), by), after)

/** Up to four bytes, the first the lowest. */
function word(bytes: Uint8Array, at: number, count: number): number {
  let k = 0
  for (let i = count - 1; i >= 0; i--) k = (k << 8) | (bytes[at + i] ?? 0)
  return k
}

function finish(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

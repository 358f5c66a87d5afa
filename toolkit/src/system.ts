import { randomBytes, randomUUID } from 'node:crypto'

/** Time and randomness as product code sees them: passed in, so that a test can hold them still. */
export interface System {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds with fractions, from an unnamed moment on, by a clock that nobody sets. */
  elapsed(): number
  /** `length` random characters of `alphabet` (2–256 characters), without bias. */
  random(length: number, alphabet: string): string
  bytes(length: number): Buffer
  uuid(): string
  sleep(ms: number): Promise<void>
}

/** The only place of the toolkit and the planes that reads the clock, draws randomness or sets a timer. */
export const system: System = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  bytes: (length) => randomBytes(length),
  uuid: () => randomUUID(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random(length, alphabet) {
    // Rejection sampling: a plain modulo would favour the first letters.
    const limit = 256 - (256 % alphabet.length)
    let text = ''
    while (text.length < length) {
      for (const byte of randomBytes(length * 2)) {
        if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length]
      }
    }
    return text
  },
}

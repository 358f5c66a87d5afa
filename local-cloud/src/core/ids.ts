import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** The only source of randomness in the local cloud. */
export interface Ids {
  uuid(): string
  /** `length` random characters of `alphabet`. */
  token(length: number, alphabet?: string): string
  bytes(length: number): Buffer
}

export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'
export const UPPER_ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  bytes: (length) => randomBytes(length),
  token(length, alphabet = LOWER_ALPHANUMERIC) {
    // Rejection sampling: a plain modulo would favour the first letters.
    const limit = 256 - (256 % alphabet.length)
    let token = ''
    while (token.length < length) {
      for (const byte of randomBytes(length * 2)) {
        if (byte < limit && token.length < length) token += alphabet[byte % alphabet.length]
      }
    }
    return token
  },
}

/** `length` characters that always are the same for the same seed: physical names stay stable when a stack is deployed again. */
export function stableToken(length: number, seed: string, alphabet = LOWER_ALPHANUMERIC): string {
  const digest = createHash('sha512').update(seed).digest()
  return Array.from({ length }, (_, i) => alphabet[(digest[i % digest.length] ?? 0) % alphabet.length]).join('')
}

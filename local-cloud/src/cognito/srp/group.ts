import { createHash, DiffieHellman, type DiffieHellmanGroup, getDiffieHellman } from 'node:crypto'

// The 3072-bit group of RFC 5054 (the same prime as RFC 3526's group 15), with generator 2.
// https://www.rfc-editor.org/rfc/rfc5054#appendix-A
const dh = getDiffieHellman('modp15')

export const N = toBigInt(dh.getPrime())
const LENGTH = dh.getPrime().length

/**
 * base^exponent mod N by OpenSSL, about 1 ms. The group object is the built-in one, because createDiffieHellman(prime) tests its
 * prime for 2 s first; only the method that sets the exponent has to be borrowed for it.
 */
export function modexp(base: bigint, exponent: bigint): bigint {
  setExponent.call(dh, toBuffer(exponent))
  return toBigInt(dh.computeSecret(toBuffer(base % N, LENGTH)))
}
const setExponent: (this: DiffieHellmanGroup, exponent: Buffer) => void = DiffieHellman.prototype.setPrivateKey

/** SHA-256 over padded integers, as one integer. */
export const hash = (...integers: bigint[]): bigint => digest(...integers.map(pad))

export function digest(...parts: (Buffer | string)[]): bigint {
  const sha = createHash('sha256')
  for (const part of parts) sha.update(part)
  return toBigInt(sha.digest())
}

/** The shortest two's complement form, as Java's BigInteger.toByteArray gives it and Cognito's clients hash it. */
export function pad(integer: bigint): Buffer {
  const bytes = toBuffer(integer)
  return (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
}

export const g = 2n
/** The multiplier of SRP-6a. */
export const k = hash(N, g)

export const fromHex = (hex: string): bigint => BigInt(`0x${hex}`)
export const toHex = (integer: bigint): string => pad(integer).toString('hex')

export function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex') || '0'}`)
}

function toBuffer(integer: bigint, length = 0): Buffer {
  const hex = integer.toString(16)
  const width = Math.max(hex.length + (hex.length % 2), length * 2)
  return Buffer.from(hex.padStart(width, '0'), 'hex')
}

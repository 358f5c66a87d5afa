import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { CODE_DIGITS } from '@tenantry/contracts/sign-up.ts'
import type { System } from '@tenantry/toolkit/system.ts'

const derive: (code: string, salt: string, length: number, cost: { N: number }) => Promise<Buffer> = promisify(scrypt)
/** A code has a million values: whoever reads a stored hash needs hours for all of them, and it is valid for minutes. */
const COST = { N: 4096 }
const HASH_BYTES = 32
const SALT_BYTES = 16

export const newCode = (system: Pick<System, 'random'>): string => system.random(CODE_DIGITS, '0123456789')

/** What is stored of a code: `<salt>.<hash>`. */
export async function hashCode(code: string, system: Pick<System, 'bytes'>): Promise<string> {
  const salt = system.bytes(SALT_BYTES).toString('base64url')
  return `${salt}.${(await derive(code, salt, HASH_BYTES, COST)).toString('base64url')}`
}

/** Whether this is the code that the hash was made of; how long the answer takes says nothing of the code. */
export async function isCode(code: string, hash: string): Promise<boolean> {
  const [salt = '', expected = ''] = hash.split('.')
  const stored = Buffer.from(expected, 'base64url')
  return stored.length === HASH_BYTES && timingSafeEqual(await derive(code, salt, HASH_BYTES, COST), stored)
}

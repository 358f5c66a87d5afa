import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { CODE_DIGITS } from '@tenantry/contracts/sign-up.ts'
import type { System } from '@tenantry/toolkit/system.ts'

const derive: (code: string, salt: string, length: number, cost: { N: number }) => Promise<Buffer> = promisify(scrypt)
/** Milliseconds, so that a flood of sign-ups stays cheap. All million values of a code take longer than it is valid, on one processor. */
const COST = { N: 1024 }
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

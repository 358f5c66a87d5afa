import { TenantId } from '@tenantry/contracts/ids.ts'
import { CODE_MINUTES, CODE_TRIES } from '@tenantry/contracts/sign-up.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { ConditionFailed, type Table, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** A registration whose address is not proved yet: nothing else is stored of it, and nothing is claimed. */
export const Unconfirmed = z.object({
  registrationId: z.string(),
  tenantId: TenantId,
  tenantName: z.string(),
  email: z.string(),
  tier: z.string(),
  /** The hash of the code that was sent last. */
  codeHash: z.string(),
  /** How often that code was tried. */
  tries: z.int(),
  /** Seconds since the epoch. DynamoDB deletes the item later, so each read checks it. */
  expiresAt: z.int(),
})
export type Unconfirmed = z.infer<typeof Unconfirmed>

type Asked = Omit<Unconfirmed, 'codeHash' | 'tries' | 'expiresAt'>

export interface UnconfirmedStore {
  /** Null when there is none, and when it has expired. */
  get(registrationId: string): Promise<Unconfirmed | null>
  add(asked: Asked, codeHash: string): Promise<void>
  /** Puts a new code in the place of the last one; false when the registration has expired or was confirmed meanwhile. */
  renew(registrationId: string, codeHash: string): Promise<boolean>
  /**
   * Takes one of the code's tries, before it is compared: guesses that come at once share them. Answers how many are left then, or null when
   * the code is no longer valid.
   */
  takeTry(registration: Unconfirmed): Promise<number | null>
  /** The write that ends it, in the transaction of its confirmation. */
  end(registrationId: string): Write
}

const keyOf = (registrationId: string) => ({ id: `registration#${registrationId}` })

/** In the table of sign-ups (pk `id`, expiry `expiresAt`). */
export function unconfirmedStore(
  table: Pick<Table, 'name' | 'get' | 'put' | 'update'>,
  system: Pick<System, 'now'>,
): UnconfirmedStore {
  const seconds = () => Math.floor(system.now() / 1000)
  const fresh = (codeHash: string) => ({ codeHash, tries: 0, expiresAt: seconds() + CODE_MINUTES * 60 })
  /** Answers null when a condition did not hold. */
  const unlessChanged = async <T>(write: Promise<T>): Promise<T | null> => {
    try {
      return await write
    } catch (error) {
      if (error instanceof ConditionFailed) return null
      throw error
    }
  }
  const isAlive = 'attribute_exists(id) AND expiresAt > :now'

  return {
    async get(registrationId) {
      const item = await table.get(keyOf(registrationId))
      const found = item && z.parse(Unconfirmed, item)
      return found && found.expiresAt > seconds() ? found : null
    },
    add: (asked, codeHash) =>
      table.put(
        { ...keyOf(asked.registrationId), ...asked, ...fresh(codeHash) },
        { condition: 'attribute_not_exists(id)' },
      ),
    async renew(registrationId, codeHash) {
      const { tries, expiresAt } = fresh(codeHash)
      const renewed = await unlessChanged(
        table.update(keyOf(registrationId), {
          update: 'SET codeHash = :hash, tries = :tries, expiresAt = :expiresAt',
          condition: isAlive,
          values: { ':hash': codeHash, ':tries': tries, ':expiresAt': expiresAt, ':now': seconds() },
        }),
      )
      return renewed !== null
    },
    async takeTry({ registrationId, codeHash }) {
      const tried = await unlessChanged(
        table.update(keyOf(registrationId), {
          update: 'SET tries = tries + :one',
          condition: `${isAlive} AND codeHash = :hash AND tries < :most`,
          values: { ':one': 1, ':hash': codeHash, ':most': CODE_TRIES, ':now': seconds() },
        }),
      )
      return tried && CODE_TRIES - z.parse(Unconfirmed, tried).tries
    },
    end: (registrationId) => ({
      kind: 'delete',
      table: table.name,
      key: keyOf(registrationId),
      condition: isAlive,
      values: { ':now': seconds() },
    }),
  }
}

import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { addressId } from './address-book.ts'

const Cap = z.coerce.number().check(z.int(), z.minimum(1))

/** How many invitations may be mailed. Parameters of the deployment. */
export const InvitationCaps = z.object({
  INVITATIONS_PER_ADDRESS: Cap,
  INVITATIONS_PER_ADDRESS_A_DAY: Cap,
  INVITATIONS_PER_TENANT: Cap,
  INVITATIONS_PER_TENANT_A_DAY: Cap,
})
export type InvitationCaps = z.infer<typeof InvitationCaps>

/** An address that got its share gets nothing more for so long, and a tenant that sent its share sends nothing more for so long. */
export const COOL_DOWN_SECONDS = { address: 600, tenant: 60 } as const
const DAY_SECONDS = 24 * 3600

/** Counts an invitation before anything is made for it. Throws TOO_MANY_INVITATIONS when it is one too many. */
export interface InvitationLimits {
  ofTenant(tenantId: string): Promise<void>
  /** Over all tenants. */
  ofAddress(email: string): Promise<void>
}

interface Window {
  /** Who is counted. */
  of: string
  seconds: number
  cap: number
  /** Who has had enough, as the caller reads it. */
  who: string
}

/** One counter for each window of time (pk `id`, expiry `expiresAt`): requests that come at once are all counted. */
export function invitationLimits(
  table: Pick<Table, 'update'>,
  caps: InvitationCaps,
  { now }: Pick<System, 'now'>,
): InvitationLimits {
  async function count({ of, seconds, cap, who }: Window): Promise<void> {
    const second = Math.floor(now() / 1000)
    const end = (Math.floor(second / seconds) + 1) * seconds
    try {
      await table.update(
        { id: `sent#${of}#${seconds}#${end}` },
        {
          update: 'SET expiresAt = :end ADD mails :one',
          condition: 'attribute_not_exists(mails) OR mails < :cap',
          values: { ':one': 1, ':cap': cap, ':end': end },
        },
      )
    } catch (error) {
      throw error instanceof ConditionFailed ? tooMany(who, end - second) : error
    }
  }

  return {
    async ofTenant(tenantId) {
      const window = { of: `tenant#${tenantId}`, who: 'The tenant has sent as many invitations as it may' }
      await count({ ...window, seconds: COOL_DOWN_SECONDS.tenant, cap: caps.INVITATIONS_PER_TENANT })
      await count({ ...window, seconds: DAY_SECONDS, cap: caps.INVITATIONS_PER_TENANT_A_DAY })
    },
    async ofAddress(email) {
      const window = {
        of: `address#${addressId(email)}`,
        who: 'This address was sent as many invitations as it may be',
      }
      await count({ ...window, seconds: COOL_DOWN_SECONDS.address, cap: caps.INVITATIONS_PER_ADDRESS })
      await count({ ...window, seconds: DAY_SECONDS, cap: caps.INVITATIONS_PER_ADDRESS_A_DAY })
    },
  }
}

const tooMany = (who: string, seconds: number): ApiError =>
  new ApiError('TOO_MANY_INVITATIONS', `${who} for now. Try again in ${inWords(seconds)}.`, {
    headers: { 'retry-after': String(seconds) },
  })

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3600)} hours`
}

import type { MEMBERSHIP_EVENTS, TenantUserState } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { MEMBERSHIP_STATES, TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import * as z from 'zod/mini'

/** A person in a tenant, as the table has it: the only source of who may act where, and as what. Persons are keyed by Cognito's `sub`. */
const Stored = z.object({
  tenantId: TenantId,
  userId: z.string(),
  email: z.string(),
  role: z.enum(TENANT_ROLES),
  /** A person who had an account already must accept before the membership counts: see `acceptedAt`. */
  state: z.enum(MEMBERSHIP_STATES),
  /** The tenant that a person of several gets when a sign-in names none. */
  isDefault: z.boolean(),
  /** Whether the invitation was mailed. */
  mail: z.enum(['pending', 'sent']),
  /** When operators asked for the mail that was sent last: a request that arrives twice mails once. Milliseconds since the epoch. */
  mailedFor: z.optional(z.int()),
  /** The address of the admin who invites; null for the platform's operators, and for who signed the tenant up. */
  invitedBy: z.optional(z.nullable(z.string())),
  createdAt: z.iso.datetime(),
  /** Sessions that began before the person was last disabled are over: milliseconds since the epoch. */
  validFrom: z.optional(z.number()),
  /** Grows with every change, and from one membership of a person in a tenant to the next: milliseconds since the epoch, or one more than before. */
  sequence: z.int(),
  /**
   * When the person accepted the invitation: milliseconds since the epoch. The token trigger writes this and nothing else, so that whoever
   * takes it over appoints nobody and brings nobody back. It counts for an invitation alone.
   */
  acceptedAt: z.catch(z.optional(z.number()), undefined),
  /** When the person first signed in to the tenant: milliseconds since the epoch. The token trigger writes it; it counts for nothing but whether anybody ever came. */
  signedInAt: z.catch(z.optional(z.number()), undefined),
})
export type Membership = z.infer<typeof Stored>

/** A membership as it counts: an invitation that was accepted is active, which is one change more. */
export const Membership = z.pipe(
  Stored,
  z.transform(({ acceptedAt, ...stored }: Membership): Membership => {
    return stored.state === 'invited' && acceptedAt !== undefined ? acceptedAs(stored, acceptedAt) : stored
  }),
)

export const acceptedAs = (invited: Membership, acceptedAt: number): Membership => ({
  ...invited,
  state: 'active',
  sequence: invited.sequence + 1,
  acceptedAt,
})

/** A new membership: whoever is new to the pool is active at once and gets this tenant by default; anyone else is invited. */
export function newMembership(
  person: { userId: string; email: string; isNew: boolean },
  { tenantId, role, at, invitedBy }: Pick<Membership, 'tenantId' | 'role'> & { at: string; invitedBy: string | null },
): Membership {
  const { userId, email, isNew } = person
  return {
    tenantId,
    userId,
    email,
    role,
    state: isNew ? 'active' : 'invited',
    isDefault: isNew,
    mail: 'pending',
    invitedBy,
    createdAt: at,
    sequence: Date.parse(at),
  }
}

/** The sequence of a change that is made now. */
export const nextSequence = ({ sequence }: Pick<Membership, 'sequence'>, now: number): number =>
  Math.max(sequence + 1, now)

/** The event that publishes a membership that was created, changed, or ended. */
export function membershipEvent(
  type: (typeof MEMBERSHIP_EVENTS)[number],
  membership: Membership,
): Entry & { detail: TenantUserState } {
  const { tenantId, userId, email, role, state, createdAt, sequence } = membership
  const at = firstSignIn(membership)
  const signedInAt = at === undefined ? {} : { signedInAt: Math.floor(at) }
  return { type, detail: { tenantId, userId, email, role, state, createdAt, ...signedInAt, sequence } }
}

/** When the person first signed in to the tenant; undefined for who has not. Who accepts an invitation signs in. */
export const firstSignIn = ({ signedInAt, acceptedAt }: Pick<Membership, 'signedInAt' | 'acceptedAt'>) =>
  signedInAt ?? acceptedAt

export const isActiveAdmin = ({ role, state }: Membership): boolean => role === 'TenantAdmin' && state === 'active'

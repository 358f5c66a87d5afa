import { AdminGetUserCommand, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { AuditRecord, auditTrail, PEOPLE_WRITERS } from '@tenantry/contracts/audit.ts'
import { objectId } from '@tenantry/toolkit/audit.ts'
import type { SessionEnds } from '@tenantry/toolkit/session-ends.ts'
import type { Item, Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { MembershipStore } from '../people/membership-store.ts'
import type { PersonalData } from './export-me.ts'

/** Pages of one trail that a request reads at most: each is up to a megabyte. */
const PAGES = 4

/** Reads what is stored of people; it writes nothing. */
export function personalData(
  cognito: CognitoIdentityProviderClient,
  {
    userPoolId,
    memberships,
    sessions,
    audit,
  }: {
    userPoolId: string
    memberships: Pick<MembershipStore, 'ofUser'>
    sessions: Pick<SessionEnds, 'validFrom'>
    audit: Pick<Table, 'query'>
  },
): PersonalData {
  return {
    async account(userId) {
      const { UserAttributes = [], UserCreateDate } = await cognito.send(
        new AdminGetUserCommand({ UserPoolId: userPoolId, Username: userId }),
      )
      const attributes = UserAttributes.map(({ Name = '', Value = '' }) => [Name, Value])
      return { ...Object.fromEntries(attributes), ...(UserCreateDate && { createdAt: UserCreateDate.toISOString() }) }
    },
    // 0 is of who never ended any.
    sessionsFrom: async (userId) => (await sessions.validFrom(userId)) || null,
    memberships: (userId) => memberships.ofUser(userId),
    async records(tenantId, userId) {
      const trails = await Promise.all(
        PEOPLE_WRITERS.map((writer) => recordsOf(audit, auditTrail(writer, tenantId), userId)),
      )
      return {
        records: trails.flatMap(({ records }) => records),
        isComplete: trails.every(({ isComplete }) => isComplete),
      }
    },
  }
}

async function recordsOf(audit: Pick<Table, 'query'>, trail: string, userId: string) {
  const records: AuditRecord[] = []
  let after: Item | undefined
  for (let page = 1; page <= PAGES; page++) {
    const { items, next } = await audit.query({
      key: 'trail = :trail',
      filter: 'objectId = :object OR actorId = :user',
      values: { ':trail': trail, ':object': objectId({ kind: 'person', id: userId }), ':user': userId },
      ...(after && { after }),
    })
    records.push(...items.map(({ record }) => withoutOthers(z.parse(AuditRecord, record), userId)))
    if (!next) return { records, isComplete: true }
    after = next
  }
  return { records, isComplete: false }
}

/** A record without what it says of somebody else: where another actor called from, and what another person is. */
const withoutOthers = (record: AuditRecord, userId: string): AuditRecord => ({
  ...record,
  ...(record.actor.id !== userId && { actor: { ...record.actor, email: null }, sourceIp: null, requestId: null }),
  ...(record.object.id !== userId && { before: null, after: null }),
})

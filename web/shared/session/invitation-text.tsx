import type { Invitation } from '@tenantry/contracts/invitation-question.ts'

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })

/** Who invites, and since when the tenant exists: a name alone can be chosen to look like another one. */
export function InvitationText({ invitation, tenantName }: { invitation: Invitation; tenantName: string }) {
  const { by, tenantSince } = invitation
  return (
    <>
      {by === null ? 'The operators of this service invite you' : <strong>{by}</strong>}
      {by !== null && ' invites you'} to {tenantName}
      {tenantSince !== null && `, a tenant since ${day.format(new Date(tenantSince))}`}. If you do not know who invites
      you, do not accept.
    </>
  )
}

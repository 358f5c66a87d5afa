import { buildTenant } from '@tenantry/tests/support/builders.ts'
import { testOperator } from '@tenantry/tests/support/operator.ts'
import { describe, expect, it } from 'vitest'
import { removedOperators } from '../operators/removed-operators.ts'
import { appointAdmin } from './appoint-admin.ts'
import { resendInvitation } from './resend-invitation.ts'

const body = { email: 'Eve@acme.example' }

describe.each([
  ['appoints an admin', appointAdmin, 'admin-appointed', 'sbt_aws_appointAdminRequest'],
  ['has the invitation sent again', resendInvitation, 'invitation-resent', 'sbt_aws_resendInvitationRequest'],
] as const)('who %s', (_what, operation, change, type) => {
  it.each([buildTenant('active'), buildTenant('suspended')])(
    'asks the app plane of a tenant that is $status, and leaves a record',
    async (before) => {
      const { run, sent, plane } = await testOperator(before)
      const adminEmail = operation === appointAdmin ? 'eve@acme.example' : before.adminEmail
      expect(await run(operation, { body })).toMatchObject({ status: 202, body: { adminEmail, status: before.status } })
      expect(sent).toMatchObject([{ type, detail: { adminEmail, sequence: before.sequence + 1 } }])
      expect((await plane.audit()).at(-1)).toMatchObject({ change, from: before.status, to: before.status })
    },
  )

  it.each(['awaiting-approval', 'provisioning', 'failed', 'deleted'] as const)(
    'is refused for a tenant that is %s',
    async (status) => {
      const { run, sent } = await testOperator(buildTenant(status))
      await expect(run(operation, { body })).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(sent).toEqual([])
    },
  )

  it('is refused when they were removed, though the authorizer still lets the token pass', async () => {
    const { run, sent, plane } = await testOperator(buildTenant('active'))
    await removedOperators(plane.items).add('op1')
    await expect(run(operation, { body })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await plane.audit()).toHaveLength(1)
    expect(sent).toEqual([])
  })
})

it.each([{}, undefined, { email: 'eve' }, { email: 'eve@acme.example', role: 'SystemAdmin' }])(
  'an appointment with %j is refused',
  async (wrong) => {
    const { run } = await testOperator(buildTenant('active'))
    await expect(run(appointAdmin, { body: wrong })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  },
)

import { expect, test } from 'vitest'
import { invitationQuestion, readInvitationQuestion } from './invitation-question.ts'

const invitation = { by: 'ann@acme.example', tenantSince: '2026-01-01T00:00:00.000Z' }

test('an invitation is read from what Cognito makes of the refusal', () => {
  const message = `PreTokenGeneration failed with error ${invitationQuestion(invitation)}.`
  expect(readInvitationQuestion(message)).toEqual(invitation)
  expect(readInvitationQuestion(invitationQuestion({ by: null, tenantSince: null }))).toEqual({
    by: null,
    tenantSince: null,
  })
})

test.each(['', 'You are not a member of this tenant.', 'Invited: {', 'Invited: {"by":1}'])(
  'no invitation is read from %j',
  (message) => {
    expect(readInvitationQuestion(message)).toBeNull()
  },
)

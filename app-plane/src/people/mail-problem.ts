import { ApiError } from '@tenantry/toolkit/api-error.ts'

/** The mail service will not send this mail, now or later: the SES sandbox, a sender or an address that it does not trust. */
const REFUSED = new Set([
  'AccountSuspendedException',
  'BadRequestException',
  'CodeDeliveryFailureException',
  'InvalidEmailRoleAccessPolicyException',
  'MailFromDomainNotVerifiedException',
  'MessageRejected',
  'SendingPausedException',
])

/** It may send the mail later. */
const BUSY = new Set(['LimitExceededException', 'TooManyRequestsException'])

/** What the sender of an invitation reads when it could not be mailed; other errors stay as they are. */
export function mailProblem(error: unknown): unknown {
  const name = error instanceof Error ? error.name : ''
  if (REFUSED.has(name)) {
    const message =
      'The mail service refused to send to this address, so nobody was invited. Check the address; if it is right, tell the operators of the service.'
    return new ApiError('MAIL_REFUSED', message, { field: 'email' })
  }
  if (BUSY.has(name)) {
    const message = 'The mail service is busy, so nobody was invited. Try again in a moment.'
    return new ApiError('UNAVAILABLE', message, { headers: { 'retry-after': '5' } })
  }
  return error
}

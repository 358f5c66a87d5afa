import { ApiError } from './api-error.ts'

/**
 * Errors by which SES, or Cognito that sends by SES, says that a mail will not go out, now or later: the account is in the sandbox and the recipient
 * is not verified, or the sender is not verified, paused or suspended, or the address cannot be one.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html#API_AdminCreateUser_Errors
 */
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

/** What a caller reads whose request sends a mail to an address of their choice, when it was not sent; other errors stay as they are. */
export function mailProblem(error: unknown, address: string): unknown {
  const name = error instanceof Error ? error.name : ''
  if (REFUSED.has(name)) {
    const message = `The mail service refuses to send to ${address}. Check the address; while SES is in its sandbox, mails reach verified addresses alone.`
    return new ApiError('MAIL_REJECTED', message, { field: 'email' })
  }
  if (BUSY.has(name)) {
    const message = 'The mail service is busy, and nothing was sent. Try again in a moment.'
    return new ApiError('UNAVAILABLE', message, { headers: { 'retry-after': '5' } })
  }
  return error
}

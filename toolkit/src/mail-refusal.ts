import { ApiError } from './api-error.ts'

/**
 * Errors by which SES, or Cognito that sends by SES, says that a mail will not go out: the account is in the sandbox and the recipient is
 * not verified, or the sender is not verified, paused or suspended.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html#API_AdminCreateUser_Errors
 */
const REFUSALS = new Set([
  'MessageRejected',
  'MailFromDomainNotVerifiedException',
  'SendingPausedException',
  'AccountSuspendedException',
  'CodeDeliveryFailureException',
  'InvalidEmailRoleAccessPolicyException',
])

/** Sends a mail; where it is refused, the caller learns so by MAIL_NOT_SENT. What may pass by itself is thrown as it is. */
export async function sendOrRefuse<T>(address: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    throw error instanceof Error && REFUSALS.has(error.name) ? mailNotSent(address) : error
  }
}

const mailNotSent = (address: string) =>
  new ApiError(
    'MAIL_NOT_SENT',
    `No mail can be sent to ${address}: the mail service refuses it. While SES is in its sandbox, mails reach verified addresses alone.`,
  )

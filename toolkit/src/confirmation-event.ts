/** What Cognito tells a PostConfirmation trigger. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html */
export interface ConfirmationEvent {
  triggerSource: string
  userName: string
  request: { userAttributes: Record<string, string> }
}

/** Cognito's `sub` of a person who has chosen a new password after they forgot the old one; null of anybody else. */
export const whoResetPassword = ({ triggerSource, userName, request }: ConfirmationEvent): string | null =>
  triggerSource === 'PostConfirmation_ConfirmForgotPassword' ? (request.userAttributes.sub ?? userName) : null

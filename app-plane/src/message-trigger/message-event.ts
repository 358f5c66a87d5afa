/** What Cognito hands to a CustomMessage trigger, as far as it is read. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
export interface MessageEvent {
  triggerSource: string
  userName: string
  request: {
    userAttributes: Record<string, string>
    /** Stands for the code or password in the text: `{####}`. */
    codeParameter: string
    /** Stands for the user name; null for messages other than an invitation. */
    usernameParameter: string | null
  }
  response: { smsMessage?: string | null; emailMessage?: string | null; emailSubject?: string | null }
}

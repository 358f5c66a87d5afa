import * as z from 'zod'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'
import { invokeTrigger, triggerAttributes } from './invoke-trigger.ts'

/** The end of `triggerSource`, after `CustomMessage_`. */
export type MessageSource = 'AdminCreateUser' | 'SignUp' | 'ResendCode' | 'ForgotPassword' | 'UpdateUserAttribute'

export const CODE = '{####}'
export const USERNAME = '{username}'

const Response = z.object({ emailSubject: z.string().nullish(), emailMessage: z.string().nullish() })

export interface CustomMessage {
  pool: UserPool
  user: User
  clientId: string
  source: MessageSource
  clientMetadata?: Record<string, string> | undefined
}

/**
 * Subject and text from the pool's function. A text without the placeholders that it must hold gives way to the default one, while
 * its subject stays. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export function customMessage(services: Pick<CognitoServices, 'context' | 'functions'>) {
  return async ({ pool, user, clientId, source, clientMetadata }: CustomMessage) => {
    const functionArn = pool.config.LambdaConfig.CustomMessage
    if (!functionArn) return {}
    const invites = source === 'AdminCreateUser'
    const response = await invokeTrigger(services)({
      name: 'CustomMessage',
      functionArn,
      version: '1',
      source: `CustomMessage_${source}`,
      pool,
      user,
      clientId,
      request: {
        userAttributes: triggerAttributes(user),
        codeParameter: CODE,
        linkParameter: '{##Click Here##}',
        usernameParameter: invites ? USERNAME : null,
        ...(clientMetadata && { clientMetadata }),
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    })
    const { emailSubject, emailMessage } = Response.parse(response)
    const complete = emailMessage?.includes(CODE) && (!invites || emailMessage.includes(USERNAME))
    if (emailMessage && !complete) {
      services.context.log(
        `cognito: the custom message of ${pool.id} lacks ${invites ? `${CODE} or ${USERNAME}` : CODE}; the default text is sent`,
      )
    }
    return { subject: emailSubject ?? undefined, message: complete ? emailMessage : undefined }
  }
}

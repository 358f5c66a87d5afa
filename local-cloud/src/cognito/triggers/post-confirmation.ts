import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'
import { invokeTrigger, triggerAttributes } from './invoke-trigger.ts'

export interface Confirmation {
  pool: UserPool
  user: User
  clientId: string
  /** The end of `triggerSource`, after `PostConfirmation_`. */
  source: 'ConfirmSignUp' | 'ConfirmForgotPassword'
  clientMetadata: Record<string, string> | undefined
}

/**
 * Tells the pool's function that a person confirmed an account or a new password. What was confirmed stays so when the function fails; the
 * caller is told of the failure. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export function postConfirmation(services: Pick<CognitoServices, 'context' | 'functions'>) {
  return async ({ pool, user, clientId, source, clientMetadata }: Confirmation): Promise<void> => {
    const functionArn = pool.config.LambdaConfig.PostConfirmation
    if (!functionArn) return
    await invokeTrigger(services)({
      name: 'PostConfirmation',
      functionArn,
      version: '1',
      source: `PostConfirmation_${source}`,
      pool,
      user,
      clientId,
      request: { userAttributes: triggerAttributes(user), ...(clientMetadata && { clientMetadata }) },
      response: {},
    })
  }
}

import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import { ADMIN_CONTEXT, ClientId, metadataFor, PoolId } from '../inputs.ts'
import { poolOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { checkPassword } from '../sign-in/check-password.ts'
import { completeSignIn } from '../sign-in/complete-sign-in.ts'
import { AuthParameters, authParameter, refreshFlow, requireFlow } from './initiate-auth.ts'

const Input = z.strictObject({
  UserPoolId: PoolId,
  AuthFlow: z.string(),
  AuthParameters: AuthParameters.default({}),
  ClientId,
})

const MEANINGLESS = {
  ...ADMIN_CONTEXT,
  ...metadataFor('pre sign-up, pre authentication and user migration'),
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export function adminInitiateAuth(services: CognitoServices): Operation {
  const { context, pools, clients } = services
  return poolOperation(
    context,
    'AdminInitiateAuth',
    Input,
    async ({ UserPoolId, AuthFlow, AuthParameters, ClientId }) => {
      const pool = pools.get(UserPoolId)
      const client = clients.getIn(UserPoolId, ClientId)
      switch (AuthFlow) {
        case 'ADMIN_USER_PASSWORD_AUTH': {
          requireFlow(client, AuthFlow)
          const [name, password] = [
            authParameter(AuthParameters, 'USERNAME'),
            authParameter(AuthParameters, 'PASSWORD'),
          ]
          return completeSignIn(services)(pool, client, checkPassword(services)(pool, client, name, password))
        }
        case 'REFRESH_TOKEN_AUTH':
        case 'REFRESH_TOKEN':
          return refreshFlow(services)(client, AuthParameters)
        default:
          throw new Unsupported(`AuthFlow ${AuthFlow} of Cognito's AdminInitiateAuth`)
      }
    },
    MEANINGLESS,
  )
}

import {
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { eventually } from './eventually.ts'
import { mailTo } from './onboarding.ts'
import type { Pool } from './person.ts'

/** Forgets a password and chooses another with the code that is mailed, as the pages do. */
export async function chooseNewPassword(
  endpoints: Endpoints,
  { clientId }: Pick<Pool, 'clientId'>,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const { aws: endpoint, region, credentials } = endpoints
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials })
  const person = { ClientId: clientId, Username: email }
  await cognito.send(new ForgotPasswordCommand(person))
  const ConfirmationCode = await eventually('the code', async () => {
    const { text } = await mailTo(endpoints, email)
    return /\b\d{6}\b/.exec(text)?.[0]
  })
  await cognito.send(new ConfirmForgotPasswordCommand({ ...person, ConfirmationCode, Password: password }))
  cognito.destroy()
}

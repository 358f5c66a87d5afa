import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { chooseNewPassword } from '../../acceptance/choose-new-password.ts'
import { client } from '../../acceptance/client.ts'
import { signIn } from '../../acceptance/person.ts'
import { idempotencyKey } from './idempotency-key.ts'

/** An operator signs out everywhere, and forgets their password. Nothing of theirs goes on afterwards. */
export async function operatorSessions(endpoints: Endpoints): Promise<void> {
  const { username: email, password } = endpoints.operator
  const token = await signIn(endpoints, endpoints.operator, { email, password })
  await client(endpoints.controlPlaneApi, token).post('/me/sign-out-everywhere', undefined, idempotencyKey())
  await chooseNewPassword(endpoints, endpoints.operator, { email, password })
}

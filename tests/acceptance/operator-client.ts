import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Client, client } from './client.ts'
import { signIn } from './person.ts'

/** Sessions of operators are good for a quarter of an hour, which passes where a machine is slow or time leaps: then they sign in again. */
const SESSION_MS = 600_000

/** The control plane's API for the first operator of a system, who signs in when something is called, and whenever their session is old. */
export function operatorClient({ endpoints, now = Date.now }: { endpoints: Endpoints; now?: () => number }): Client {
  const { operator, controlPlaneApi } = endpoints
  const person = { email: operator.username, password: operator.password }
  let session = { token: '', until: 0 }
  return client(controlPlaneApi, async () => {
    if (now() >= session.until)
      session = { token: await signIn(endpoints, operator, person), until: now() + SESSION_MS }
    return session.token
  })
}

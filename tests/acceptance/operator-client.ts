import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Client, client } from './client.ts'
import { lastingSession } from './session.ts'

/** The control plane's API for the first operator of a system, who signs in when something is called, and whenever their session is old. */
export function operatorClient({ endpoints }: { endpoints: Endpoints }): Client {
  const { operator, controlPlaneApi } = endpoints
  const person = { email: operator.username, password: operator.password }
  return client(controlPlaneApi, lastingSession(endpoints, operator, person))
}

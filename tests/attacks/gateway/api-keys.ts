import { APIGatewayClient, CreateApiKeyCommand, GetApiKeyCommand, GetApiKeysCommand } from '@aws-sdk/client-api-gateway'
import { verdict } from '../dynamodb/matrix.ts'
import type { Attempt } from '../suite/attempt.ts'
import { type Credentials, clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'

const DENIED = 'AccessDeniedException'

/** The tenant directory reads the keys of tenants, and no key that another application of the account has. */
export async function readingKeys(
  { endpoints, victim, run }: World,
  credentials: Credentials,
): Promise<{ controls: Attempt[]; attempts: Attempt[] }> {
  const admin = clientAs(APIGatewayClient, endpoints)
  const thief = clientAs(APIGatewayClient, endpoints, credentials)
  const { items = [] } = await admin.send(new GetApiKeysCommand({ nameQuery: victim.config.tenantId }))
  const { id: foreign } = await admin.send(
    new CreateApiKeyCommand({ name: `of-another-application-${run}`, tags: { Application: 'bank' } }),
  )
  const reading = (mutation: string, expected: string, apiKey: string | undefined): Attempt => ({
    operation: 'apigateway:GetApiKey',
    role: 'role of TenantDirectory',
    mutation,
    expected,
    send: () => verdict(() => thief.send(new GetApiKeyCommand({ apiKey, includeValue: true }))),
  })
  const listing = { operation: 'apigateway:GetApiKeys', role: 'role of TenantDirectory', mutation: 'every key' }
  const everyKey = () => new GetApiKeysCommand({ includeValues: true })
  return {
    controls: [
      reading('the key of a tenant', 'allowed', items[0]?.id),
      { ...listing, role: 'administrator', expected: 'allowed', send: () => verdict(() => admin.send(everyKey())) },
    ],
    attempts: [
      reading('a key of another application', DENIED, foreign),
      { ...listing, expected: DENIED, send: () => verdict(() => thief.send(everyKey())) },
    ],
  }
}

import {
  type APIGatewayClient,
  type ApiKey,
  CreateApiKeyCommand,
  DeleteApiKeyCommand,
  NotFoundException,
  paginateGetApiKeys,
} from '@aws-sdk/client-api-gateway'
import { GATEWAY_TAG } from '@tenantry/contracts/gateway-tag.ts'

/** API keys, one for each tenant. API Gateway lets many keys have one name, so each call looks for what an earlier attempt left. */
export interface ApiKeys {
  /** The id of the one key of this name, which is made if there is none. */
  ensure(name: string): Promise<string>
  /** How many keys a tenant has. */
  count(tenantId: string): Promise<number>
  /** Deletes every key of a tenant but this one. Names of a tenant's keys are its id, or begin with it. */
  keepOnly(tenantId: string, keyId: string | null): Promise<void>
}

/** The most that GetApiKeys returns at once. https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
const PAGE_SIZE = 500

export function apiKeys(client: APIGatewayClient): ApiKeys {
  return {
    async ensure(name) {
      const [kept, ...others] = await findKeys(client, name)
      for (const key of others) await removeKey(client, key)
      if (kept?.id !== undefined) return kept.id
      const description = `Tenant ${name}`
      const made = await client.send(new CreateApiKeyCommand({ name, enabled: true, description, tags: GATEWAY_TAG }))
      // Another run may have made one at the same time: both keep the one that comes first.
      const [first = made, ...rest] = await findKeys(client, name)
      for (const key of rest) await removeKey(client, key)
      if (first.id === undefined) throw new Error(`API Gateway made a key for ${name} without an id`)
      return first.id
    },
    count: async (tenantId) => (await keysOf(client, tenantId)).length,
    async keepOnly(tenantId, keyId) {
      for (const key of await keysOf(client, tenantId)) if (key.id !== keyId) await removeKey(client, key)
    },
  }
}

/** Keys of exactly this name, in an order that is always the same, the oldest first: `nameQuery` matches beginnings too. */
const findKeys = (client: APIGatewayClient, name: string): Promise<ApiKey[]> =>
  listKeys(client, name, (one) => one === name)

async function listKeys(
  client: APIGatewayClient,
  nameQuery: string,
  isWanted: (name: string) => boolean,
): Promise<ApiKey[]> {
  const keys: ApiKey[] = []
  for await (const { items = [] } of paginateGetApiKeys({ client, pageSize: PAGE_SIZE }, { nameQuery })) {
    keys.push(...items.filter(({ name = '' }) => isWanted(name)))
  }
  const age = ({ createdDate, id = '' }: ApiKey) => `${createdDate?.toISOString() ?? ''} ${id}`
  return keys.sort((one, other) => (age(one) < age(other) ? -1 : 1))
}

async function removeKey(client: APIGatewayClient, { id, name = '' }: ApiKey): Promise<void> {
  try {
    await client.send(new DeleteApiKeyCommand({ apiKey: id }))
  } catch (error) {
    if (error instanceof NotFoundException) return
    // A key that is gone has no tag any more by which the right to delete it could be given.
    if (error instanceof Error && error.name === 'AccessDeniedException' && (await isGone(client, name, id))) return
    throw error
  }
}

const isGone = async (client: APIGatewayClient, name: string, id: string | undefined): Promise<boolean> =>
  (await findKeys(client, name)).every((key) => key.id !== id)

/** All keys of a tenant. */
const keysOf = (client: APIGatewayClient, tenantId: string): Promise<ApiKey[]> =>
  listKeys(client, tenantId, (name) => name === tenantId || name.startsWith(`${tenantId}-`))

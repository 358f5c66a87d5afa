import {
  APIGatewayClient,
  type ApiKey,
  CreateApiKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeysCommand,
} from '@aws-sdk/client-api-gateway'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const PREFIX = 'soak-key-'

/** API keys of API Gateway's control plane: there, or deleted. */
export function apiKeys(endpoints: Endpoints, random: Random): Writer {
  const gateway = new APIGatewayClient(account(endpoints))
  const stored = ledger<true>('API key')
  const ids = new Map<string, string>()
  let key = 0

  async function every(): Promise<ApiKey[]> {
    const found: ApiKey[] = []
    for (let position: string | undefined, first = true; first || position; first = false) {
      const page = await gateway.send(new GetApiKeysCommand({ nameQuery: PREFIX, position }))
      found.push(...(page.items ?? []))
      position = page.position
    }
    return found
  }

  return {
    name: 'API keys',
    count: stored.count,
    async prepare() {},
    async write() {
      const [doomed] = ids
      if (doomed && random.below(3) === 0) {
        const [name, apiKey] = doomed
        ids.delete(name)
        const send = () => gateway.send(new DeleteApiKeyCommand({ apiKey }))
        return noted(stored, { key: name, value: undefined, send })
      }
      key += 1
      const name = `${PREFIX}${key}`
      const send = async () => {
        const { id = '' } = await gateway.send(new CreateApiKeyCommand({ name, enabled: true }))
        ids.set(name, id)
      }
      return noted(stored, { key: name, value: true, send })
    },
    async check() {
      const all = await every()
      ids.clear()
      for (const { name = '', id = '' } of all) ids.set(name, id)
      return stored.compare(new Map([...ids.keys()].map((name) => [name, true])))
    },
  }
}

import { type APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway'

/** The value of an API key. */
export type ApiKeyValue = (apiKeyId: string) => Promise<string>

export const apiKeyValue =
  (client: APIGatewayClient): ApiKeyValue =>
  async (apiKeyId) => {
    const { value } = await client.send(new GetApiKeyCommand({ apiKey: apiKeyId, includeValue: true }))
    if (!value) throw new Error(`API key ${apiKeyId} has no value`)
    return value
  }

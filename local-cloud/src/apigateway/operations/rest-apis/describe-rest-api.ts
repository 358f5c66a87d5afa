import { notFound } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import type { RestApi } from '../../stores/rest-api-config.ts'

/** An API as the API shows it. */
export const describeRestApi = (api: RestApi): object => ({
  id: api.id,
  name: api.name,
  description: api.description,
  createdDate: Math.floor(api.createdAt / 1000),
  apiKeySource: api.apiKeySource,
  endpointConfiguration: { types: api.endpointTypes },
  disableExecuteApiEndpoint: false,
  rootResourceId: api.rootResourceId,
})

export function findRestApi({ config, context }: Pick<Gateway, 'config' | 'context'>, id: string): RestApi {
  const api = config.get('rest-api', '', id)
  if (!api) throw notFound(`Invalid API identifier specified ${context.accountId}:${id}`)
  return api
}

import type { ConfigStore } from './config-store.ts'
import type { Resource, RestApi, Snapshot } from './rest-api-config.ts'

/** What a deployment freezes of an API. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html */
export function takeSnapshot(config: ConfigStore, api: RestApi): Snapshot {
  return {
    apiKeySource: api.apiKeySource,
    resources: resourcePaths(config.list('resource', api.id)),
    methods: config.list('method', api.id),
    authorizers: config.list('authorizer', api.id),
    gatewayResponses: config.list('gateway-response', api.id),
  }
}

/** The full path of each resource; one whose parent is gone has none. */
export function resourcePaths(resources: Resource[]): { id: string; path: string }[] {
  const byId = new Map(resources.map((resource) => [resource.id, resource]))
  const pathOf = (resource: Resource): string | null => {
    if (resource.parentId === null) return ''
    const parent = byId.get(resource.parentId)
    const above = parent ? pathOf(parent) : null
    return above === null ? null : `${above}/${resource.pathPart}`
  }
  return resources.flatMap((resource) => {
    const path = pathOf(resource)
    return path === null ? [] : [{ id: resource.id, path: path || '/' }]
  })
}

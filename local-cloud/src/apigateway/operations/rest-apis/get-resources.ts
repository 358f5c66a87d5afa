import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { resourcePaths } from '../../stores/take-snapshot.ts'
import { access } from '../access.ts'
import { type PageInput, pageOf } from '../pages.ts'
import { findRestApi } from './describe-rest-api.ts'

interface Input extends PageInput {
  restApiId: string
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const getResources = (gateway: Gateway): Operation<Input> => ({
  input: { restApiId: true, position: true, limit: true },
  http: { method: 'GET', path: '/restapis/{restApiId}/resources' },
  access: ({ restApiId }) => access(gateway.context, 'GET', 'restapis', restApiId, 'resources'),
  run({ restApiId, ...page }) {
    const api = findRestApi(gateway, restApiId)
    const resources = gateway.config.list('resource', api.id)
    const paths = new Map(resourcePaths(resources).map(({ id, path }) => [id, path]))
    const methods = gateway.config.list('method', api.id)
    const described = resources.map(({ id, parentId, pathPart }) => {
      const verbs = methods.filter(({ resourceId }) => resourceId === id).map(({ httpMethod }) => [httpMethod, {}])
      return {
        id,
        ...(parentId !== null && { parentId, pathPart }),
        path: paths.get(id),
        ...(verbs.length > 0 && { resourceMethods: Object.fromEntries(verbs) }),
      }
    })
    return pageOf(described, page)
  },
})

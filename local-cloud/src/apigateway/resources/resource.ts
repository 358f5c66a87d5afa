import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { resourceType } from '../../core/resource-type.ts'
import { badRequest, conflict, limitExceeded, notFound } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { MAX_RESOURCES_PER_API } from '../limits.ts'
import { access } from '../operations/access.ts'
import { childOf, idsOf } from './child-id.ts'

const PATH_PART = /^(?:[\w.~:$@!*'(),;=-]+|\{[\w.-]+\+?\})$/

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-resource.html */
export function resourceResourceType({ config, context }: Gateway) {
  return resourceType({
    type: 'AWS::ApiGateway::Resource',
    attributes: ['ResourceId'],
    properties: z.strictObject({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() }),
    createOnly: ['RestApiId', 'ParentId', 'PathPart'],
    access: ({ kind, properties: { RestApiId, ParentId }, current }) =>
      // A resource is posted to its parent. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html
      kind === 'create'
        ? access(context, 'POST', 'restapis', RestApiId, 'resources', ParentId)
        : access(
            context,
            kind === 'update' ? 'PATCH' : 'DELETE',
            'restapis',
            RestApiId,
            'resources',
            current?.ref ?? '',
          ),
    create({ RestApiId, ParentId, PathPart }, resource) {
      if (!config.get('resource', RestApiId, ParentId)) throw notFound('Invalid Resource identifier specified')
      if (!PATH_PART.test(PathPart)) {
        throw badRequest(
          "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
        )
      }
      const id = stableToken(6, resource.physicalName())
      const others = config.list('resource', RestApiId).filter((one) => one.id !== id)
      if (others.length >= MAX_RESOURCES_PER_API) {
        throw limitExceeded(`Maximum number of resources of API ${RestApiId} has been reached`)
      }
      const siblings = others.filter((one) => one.parentId === ParentId)
      if (siblings.some((one) => one.pathPart === PathPart)) {
        throw conflict(`Another resource with the same parent already has this name: ${PathPart}`)
      }
      const variable = siblings.find((one) => kindOf(one.pathPart) === kindOf(PathPart) && one.pathPart.startsWith('{'))
      if (variable) {
        throw badRequest(
          `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
        )
      }
      config.put('resource', RestApiId, id, { id, parentId: ParentId, pathPart: PathPart })
      return { ...childOf(RestApiId, id), attributes: { ResourceId: id } }
    },
    update: (_properties, current) => current,
    delete(current) {
      config.remove('resource', ...idsOf(current))
    },
  })
}

const kindOf = (pathPart: string) => (pathPart.endsWith('+}') ? 'greedy' : pathPart.startsWith('{') ? 'one' : 'static')

import type { ResourceChange } from '../../core/resource-type.ts'
import type { Access } from '../../core/service.ts'
import type { Gateway } from '../gateway.ts'
import { access } from '../operations/access.ts'

/** The verbs and paths of API Gateway's API that a change comes to: its IAM actions and resources. */
export const gatewayAccess =
  <Properties>(
    { context }: Pick<Gateway, 'context'>,
    collection: (properties: Properties) => string,
    { by = 'POST', id = ownId }: { by?: 'POST' | 'PUT'; id?: (change: ResourceChange<Properties>) => string } = {},
  ) =>
  (change: ResourceChange<Properties>): Access[] => {
    const path = collection(change.properties)
    switch (change.kind) {
      case 'create':
        return access(context, by, by === 'PUT' ? `${path}/${id(change)}` : path)
      case 'update':
        return access(context, by === 'PUT' ? 'PUT' : 'PATCH', `${path}/${id(change)}`)
      case 'delete':
        return access(context, 'DELETE', `${path}/${id(change)}`)
      default:
        return change.kind satisfies never
    }
  }

/** What follows the API's id in a physical id, or all of one that has no API. */
const ownId = ({ current }: ResourceChange): string => current?.physicalId.split('/').at(-1) ?? ''

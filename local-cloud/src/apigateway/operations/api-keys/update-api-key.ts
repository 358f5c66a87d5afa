import type { Operation } from '../../../core/service.ts'
import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { type PatchOperation, readPatches, unknownPath } from '../patch.ts'
import { withResourceTags } from '../tags.ts'
import { describeApiKey, findApiKey } from './describe-api-key.ts'

const PATHS = ['/name', '/description', '/enabled', '/customerId']

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
export const updateApiKey = (gateway: Gateway): Operation<{ apiKey: string; patchOperations?: PatchOperation[] }> => ({
  input: { apiKey: true, patchOperations: { op: true, path: true, value: true } },
  http: { method: 'PATCH', path: '/apikeys/{apiKey}' },
  access: ({ apiKey }) =>
    withResourceTags(access(gateway.context, 'PATCH', 'apikeys', apiKey), gateway.keys.get(apiKey)),
  run({ apiKey, patchOperations }) {
    const key = { ...findApiKey(gateway, apiKey) }
    for (const patch of readPatches(patchOperations)) {
      if (patch.op !== 'replace' || !PATHS.includes(patch.written)) throw unknownPath(patch, PATHS)
      const [member] = patch.path
      if (member === 'enabled') {
        if (patch.value !== 'true' && patch.value !== 'false') throw badRequest('Invalid value for enabled')
        key.enabled = patch.value === 'true'
      } else if (member === 'name') key.name = patch.value
      else if (member === 'description') key.description = patch.value
      else key.customerId = patch.value
    }
    key.updatedAt = gateway.context.clock.now()
    gateway.keys.put(key)
    return describeApiKey(key, false)
  },
})

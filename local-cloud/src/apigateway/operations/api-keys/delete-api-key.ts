import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { withResourceTags } from '../tags.ts'
import { findApiKey } from './describe-api-key.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
export const deleteApiKey = (gateway: Gateway): Operation<{ apiKey: string }> => ({
  input: { apiKey: true },
  http: { method: 'DELETE', path: '/apikeys/{apiKey}', status: 202 },
  access: ({ apiKey }) =>
    withResourceTags(access(gateway.context, 'DELETE', 'apikeys', apiKey), gateway.keys.get(apiKey)),
  run({ apiKey }) {
    gateway.keys.remove(findApiKey(gateway, apiKey).id)
  },
})

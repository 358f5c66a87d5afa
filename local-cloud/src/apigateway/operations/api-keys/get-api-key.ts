import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { readFlag } from '../read-input.ts'
import { withResourceTags } from '../tags.ts'
import { describeApiKey, findApiKey } from './describe-api-key.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export const getApiKey = (gateway: Gateway): Operation<{ apiKey: string; includeValue?: boolean | string }> => ({
  input: { apiKey: true, includeValue: true },
  http: { method: 'GET', path: '/apikeys/{apiKey}' },
  access: ({ apiKey }) => withResourceTags(access(gateway.context, 'GET', 'apikeys', apiKey), gateway.keys.get(apiKey)),
  run: ({ apiKey, includeValue }) => describeApiKey(findApiKey(gateway, apiKey), readFlag(includeValue) ?? false),
})

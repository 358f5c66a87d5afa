import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { readFlag, readText } from '../read-input.ts'
import { readTags, withRequestTags } from '../tags.ts'
import { describeApiKey } from './describe-api-key.ts'
import { makeApiKey } from './make-api-key.ts'

interface Input {
  name?: string
  description?: string
  customerId?: string
  value?: string
  enabled?: boolean
  generateDistinctId?: boolean
  tags?: unknown
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export const createApiKey = (gateway: Gateway): Operation<Input> => ({
  input: {
    name: true,
    description: true,
    customerId: true,
    value: true,
    enabled: true,
    generateDistinctId: true,
    tags: true,
  },
  http: { method: 'POST', path: '/apikeys', status: 201 },
  access: ({ tags }) => withRequestTags(gateway.context, 'apikeys', tags),
  run(input) {
    const value = readText(input.value, 'value') || undefined
    // The deprecated way out of distinct ids: the value serves as the id too.
    const id = readFlag(input.generateDistinctId) === false && value ? value : gateway.context.ids.token(10)
    const key = makeApiKey(gateway, {
      id,
      value,
      name: readText(input.name, 'name'),
      description: readText(input.description, 'description'),
      customerId: readText(input.customerId, 'customerId'),
      enabled: readFlag(input.enabled) ?? false,
      tags: readTags(input.tags),
    })
    return describeApiKey(key, true)
  },
})

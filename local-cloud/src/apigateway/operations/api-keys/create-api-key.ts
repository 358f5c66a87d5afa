import { Unsupported } from '../../../core/aws-error.ts'
import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { readFlag, readText } from '../read-input.ts'
import { describeApiKey } from './describe-api-key.ts'
import { makeApiKey } from './make-api-key.ts'

interface Input {
  name?: string
  description?: string
  customerId?: string
  value?: string
  enabled?: boolean
  generateDistinctId?: boolean
  stageKeys?: unknown[]
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export const createApiKey = (gateway: Gateway): Operation<Input> => ({
  http: { method: 'POST', path: '/apikeys', status: 201 },
  access: () => access(gateway.context, 'POST', 'apikeys'),
  run(input) {
    if (input.stageKeys && input.stageKeys.length > 0)
      throw new Unsupported('stageKeys: keys reach stages by usage plans')
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
    })
    return describeApiKey(key, true)
  },
})

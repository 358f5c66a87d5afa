import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { type PageInput, positionOf, readPage } from '../pages.ts'
import { readFlag } from '../read-input.ts'
import { describeApiKey } from './describe-api-key.ts'

interface Input extends PageInput {
  /** `name` on the wire, `nameQuery` inside the process: the beginning of the names that are wanted. */
  name?: string
  nameQuery?: string
  includeValues?: boolean | string
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export const getApiKeys = (gateway: Gateway): Operation<Input> => ({
  input: { position: true, limit: true, name: true, nameQuery: true, includeValues: true },
  http: { method: 'GET', path: '/apikeys' },
  access: () => access(gateway.context, 'GET', 'apikeys'),
  run(input) {
    const { after, limit } = readPage(input)
    const namePrefix = input.nameQuery ?? input.name ?? ''
    const found = gateway.keys.list({ namePrefix, after, limit: limit + 1 })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      item: page.map(({ key }) => describeApiKey(key, readFlag(input.includeValues) ?? false)),
      ...(found.length > limit && last && { position: positionOf(last.sequence) }),
    }
  },
})

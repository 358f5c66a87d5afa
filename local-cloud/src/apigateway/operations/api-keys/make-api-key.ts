import { badRequest, conflict, limitExceeded } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { API_KEY_VALUE_LENGTH, MAX_API_KEYS } from '../../limits.ts'
import type { ApiKey } from '../../stores/usage-plan.ts'

const VALUE_LENGTH = 40
const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** Stores a new key; a value is the account's own only once, names may repeat. */
export function makeApiKey(
  { keys, context: { clock, ids } }: Gateway,
  wanted: {
    id: string
    enabled: boolean
    name?: string | undefined
    description?: string | undefined
    customerId?: string | undefined
    value?: string | undefined
    tags: Record<string, string>
  },
): ApiKey {
  const value = wanted.value ?? ids.token(VALUE_LENGTH, LETTERS_AND_DIGITS)
  if (value.length < API_KEY_VALUE_LENGTH.min) {
    throw badRequest(`API Key value should be at least ${API_KEY_VALUE_LENGTH.min} characters`)
  }
  if (value.length > API_KEY_VALUE_LENGTH.max) {
    throw badRequest(`API Key value exceeds maximum size of ${API_KEY_VALUE_LENGTH.max} characters`)
  }
  if (keys.byValue(value)) throw conflict('API Key already exists')
  if (keys.count() >= MAX_API_KEYS) throw limitExceeded('Maximum number of API keys has been reached')
  const now = clock.now()
  const key: ApiKey = {
    id: wanted.id,
    value,
    ...(wanted.name !== undefined && { name: wanted.name }),
    ...(wanted.description !== undefined && { description: wanted.description }),
    ...(wanted.customerId !== undefined && { customerId: wanted.customerId }),
    enabled: wanted.enabled,
    createdAt: now,
    updatedAt: now,
    tags: wanted.tags,
  }
  keys.put(key)
  return key
}

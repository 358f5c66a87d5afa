import { notFound } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import type { ApiKey } from '../../stores/usage-plan.ts'

/** A key as the API shows it; its value only when it was asked for. */
export function describeApiKey(key: ApiKey, includeValue: boolean): object {
  return {
    id: key.id,
    ...(includeValue && { value: key.value }),
    name: key.name,
    description: key.description,
    customerId: key.customerId,
    enabled: key.enabled,
    createdDate: Math.floor(key.createdAt / 1000),
    lastUpdatedDate: Math.floor(key.updatedAt / 1000),
    stageKeys: [],
    ...(Object.keys(key.tags).length > 0 && { tags: key.tags }),
  }
}

export function findApiKey({ keys }: Pick<Gateway, 'keys'>, id: string): ApiKey {
  const key = keys.get(id)
  if (!key) throw notFound('Invalid API Key identifier specified')
  return key
}

import type { DatabaseSync } from 'node:sqlite'
import { type ApiKeyStore, apiKeyStore } from './api-key-store.ts'
import { type ConfigStore, configStore } from './config-store.ts'
import { type UsagePlanStore, usagePlanStore } from './usage-plan-store.ts'
import { type UsageStore, usageStore } from './usage-store.ts'

/** Everything that API Gateway keeps. */
export interface Stores {
  config: ConfigStore
  keys: ApiKeyStore
  plans: UsagePlanStore
  usage: UsageStore
}

export const openStores = (database: DatabaseSync): Stores => ({
  config: configStore(database),
  keys: apiKeyStore(database),
  plans: usagePlanStore(database),
  usage: usageStore(database),
})

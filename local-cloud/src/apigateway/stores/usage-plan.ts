import type { Throttle } from './rest-api-config.ts'

export interface ApiKey {
  id: string
  value: string
  name?: string
  description?: string
  customerId?: string
  enabled: boolean
  /** Milliseconds since the epoch. */
  createdAt: number
  updatedAt: number
  tags: Record<string, string>
}

export interface UsagePlan {
  id: string
  name: string
  description?: string
  apiStages: ApiStage[]
  /** For each key of the plan. */
  throttle: Throttle | null
  quota: Quota | null
  tags: Record<string, string>
}

export interface ApiStage {
  apiId: string
  stage: string
  /** By `<resource path>/<verb>`, for example `/products/GET`. */
  throttle: Record<string, Throttle>
}

export interface Quota {
  limit: number
  /** The day on which a WEEK (0: Sunday) or a MONTH (0: the first) begins. */
  offset: number
  period: 'DAY' | 'WEEK' | 'MONTH'
}

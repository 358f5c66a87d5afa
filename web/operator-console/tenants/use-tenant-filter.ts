import { useSearchParams } from 'react-router'
import { withParams } from '../../shared/app/with-params.ts'
import type { TenantStatus } from '../models.ts'
import { STATUS_NAMES } from './tenant-status.tsx'

export interface TenantNarrowing {
  status: TenantStatus | undefined
  tier: string | undefined
  isNarrowed: boolean
  set(change: { status?: string; tier?: string }): void
  /** Takes search and filter away. */
  clear(): void
}

/** The state and the tier that the list is narrowed to. They stand in the address beside its search and order. */
export function useTenantFilter(): TenantNarrowing {
  const [params, setParams] = useSearchParams()
  const status = STATUS_NAMES.find((name) => name === params.get('status'))
  const tier = params.get('tier') ?? undefined
  return {
    status,
    tier,
    isNarrowed: status !== undefined || tier !== undefined,
    set(change) {
      setParams((before) => withParams(before, change))
    },
    clear: () => setParams({}),
  }
}

import { useSearchParams } from 'react-router'
import { withParams } from '../../shared/app/with-params.ts'
import { readFilter, type ShownFilter } from './audit-filter.ts'

export interface AuditNarrowing {
  filter: ShownFilter
  isNarrowed: boolean
  set(change: ShownFilter): void
  clear(): void
}

/** What the audit is narrowed to. It stands in the address, so that a link, a reload and the back button find the same records. */
export function useAuditFilter(): AuditNarrowing {
  const [params, setParams] = useSearchParams()
  const filter = readFilter(params)
  return {
    filter,
    isNarrowed: Object.keys(filter).length > 0,
    set(change) {
      setParams((before) => withParams(before, change))
    },
    clear: () => setParams({}),
  }
}

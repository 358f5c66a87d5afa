import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import type { Tenant } from '../models.ts'

export interface TenantChange {
  /** Changes the tenant as it was when the operator saw it, and then says what was done. */
  act(change: (seen: { version: number }) => Promise<unknown>, done: string): Promise<void>
  /** What others did meanwhile is seen now. */
  reload(): Promise<void>
}

/** A change of a tenant that is refused when others have changed it since the dialog was opened. */
export function useTenantChange({ tenantId, version }: Tenant): TenantChange {
  const queries = useQueryClient()
  const toast = useToast()
  const [seen, setSeen] = useState(version)
  return {
    async act(change, done) {
      await change({ version: seen })
      await refreshLists(queries)
      toast('success', done)
    },
    async reload() {
      await queries.refetchQueries({ queryKey: ['tenant', tenantId], exact: true })
      setSeen(queries.getQueryData<Tenant>(['tenant', tenantId])?.version ?? seen)
    },
  }
}

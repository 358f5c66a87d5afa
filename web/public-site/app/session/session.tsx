import type { MeView } from '@tenantry/app-plane/users/service.ts'
import type { Allowance, Entitlement } from '@tenantry/contracts/service/entitlement.ts'
import { createContext, useContext } from 'react'
import type { TenantClient, TenantOperation } from '../../../shared/api/tenant-api.ts'
import type { Tenant } from '../../session/tenant-session.ts'

/** A person signed in to a tenant. */
export interface Session {
  tenant: Tenant
  /** As the API answers it; polled, so that a change of role or state shows soon. */
  me: MeView
  api: TenantClient
  /** Whether the person's role may call an operation. */
  may(operation: TenantOperation): boolean
  /** What an operation needs that the tenant's plan does not have, or has no more of this month; null when it may be called. */
  lacks(operation: TenantOperation): Entitlement | Allowance | null
  /** The last request got no answer, so what is shown may be out of date. */
  isOffline: boolean
}

const SessionContext = createContext<Session | null>(null)
export const SessionValue = SessionContext.Provider

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession must be called inside a session')
  return session
}

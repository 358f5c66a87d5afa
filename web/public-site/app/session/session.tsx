import type { MeView } from '@tenantry/contracts/tenant-api/schemas.ts'
import { createContext, useContext } from 'react'
import type { TenantClient } from '../../../shared/api/tenant-api.ts'
import type { Tenant } from '../../session/tenant-session.ts'

/** Somebody at work in a tenant. */
export interface Session {
  tenant: Tenant
  /** As the API says it; read anew all the time, so a change of role or state shows soon. */
  me: MeView
  api: TenantClient
  isAdmin: boolean
  /** The last answer did not come: what is shown may be out of date. */
  isOffline: boolean
}

const SessionContext = createContext<Session | null>(null)
export const SessionValue = SessionContext.Provider

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is called outside of a session')
  return session
}

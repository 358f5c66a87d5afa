import { useQuery } from '@tanstack/react-query'
import { OPERATOR_ROLES, type OperatorRole } from '@tenantry/contracts/roles.ts'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { apiClient, type Download, downloadClient } from '../shared/api/api-client.ts'
import { CONTROL_PLANE_API, type ControlPlaneClient } from '../shared/api/control-plane-api.ts'
import { accessToken, identity, selectPool } from '../shared/session/cognito.ts'
import { useConfig } from './config.tsx'

export interface Session {
  controlPlane: ControlPlaneClient
  /** Answers of the same API in another format than JSON. */
  download: Download<typeof CONTROL_PLANE_API>
  /** As the token says it, for the pages; what may be done, the API decides. */
  operator: { email: string; role: OperatorRole }
}

const SessionContext = createContext<Session | null>(null)

/** Who is signed in to the console, and the API that they may call. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is called outside of a session')
  return session
}

export interface SessionProviderProps {
  signedOut: ReactNode
  loading: ReactNode
  children: ReactNode
}

/** Shows its children to somebody who is signed in, and `signedOut` to everybody else. */
export function SessionProvider({ signedOut, loading, children }: SessionProviderProps) {
  const config = useConfig()
  const { data: operator, isPending } = useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      selectPool(config, null)
      const who = await identity()
      const role = OPERATOR_ROLES.find((one) => who?.groups.includes(one))
      return who && role ? { email: who.email, role } : null
    },
    staleTime: 0,
    gcTime: 0,
  })
  const clients = useMemo(() => {
    const options = {
      baseUrl: config.controlPlaneApi,
      headers: async () => ({ Authorization: `Bearer ${await accessToken()}` }),
    }
    return {
      controlPlane: apiClient(CONTROL_PLANE_API, options),
      download: downloadClient(CONTROL_PLANE_API, options),
    }
  }, [config])
  if (isPending) return loading
  if (!operator) return signedOut
  return <SessionContext value={{ ...clients, operator }}>{children}</SessionContext>
}

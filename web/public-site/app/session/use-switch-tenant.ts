import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { switchTenant } from '../../../shared/session/cognito.ts'
import { enterTenant, gate } from '../../session/tenant-session.ts'
import { useSite } from '../../site.tsx'
import * as urls from '../../urls.ts'
import { useSession } from './session.tsx'

/** Moves this tab to another tenant of the same person. Where that tenant has people of its own, they sign in there. */
export function useSwitchTenant(): (name: string) => Promise<void> {
  const { tenant } = useSession()
  const { controlPlane } = useSite()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return async (name) => {
    const next = await controlPlane('getTenantConfig', { query: { name } })
    if (next.userPoolId !== tenant.userPoolId) {
      navigate(urls.signIn({ tenant: next.name }))
      return
    }
    await gate.moving(async () => {
      await switchTenant(next.tenantId)
      enterTenant(next)
    })
    queries.clear()
    navigate(urls.app(), { replace: true, state: { entered: next.tenantId } })
  }
}

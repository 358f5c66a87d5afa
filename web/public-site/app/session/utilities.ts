import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { signOut } from '../../../shared/session/cognito.ts'
import { leaveTenant } from '../../session/tenant-session.ts'
import * as urls from '../../urls.ts'
import type { Invited } from './accept-dialog.tsx'
import { useSession } from './session.tsx'
import { useSwitchTenant } from './use-switch-tenant.ts'

const OTHER = 'other'
const EVERYWHERE = 'sign-out-everywhere'

/** The menus at the top right: the person's tenants, and the person. */
export function useUtilities({
  onProblem,
  onInvited,
}: {
  onProblem(error: unknown): void
  /** Somebody chose a tenant that invites them. */
  onInvited(invited: Invited): void
}): TopNavigationProps.Utility[] {
  const { tenant, me, api } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const switchTo = useSwitchTenant()
  const { data } = useQuery({
    queryKey: ['my-tenants', tenant.tenantId],
    queryFn: ({ signal }) => api('listMyTenants', {}, { signal }),
  })
  const others = (data?.items ?? []).filter(
    ({ tenantId, state }) => tenantId !== tenant.tenantId && state !== 'disabled',
  )
  const leave = () =>
    signOut().finally(() => {
      leaveTenant()
      queries.clear()
      navigate(urls.signIn({ tenant: tenant.name }), { replace: true })
    })
  return [
    {
      type: 'menu-dropdown',
      iconName: 'multiscreen',
      text: tenant.name,
      ariaLabel: `Tenant ${tenant.name}: switch`,
      items: [
        { id: tenant.tenantId, text: tenant.name, disabled: true, description: 'You are here' },
        ...others.map(({ name, state }) => ({
          id: name,
          text: state === 'invited' ? `Accept the invitation to ${name}` : name,
        })),
        { id: OTHER, text: 'Another tenant …' },
      ],
      onItemClick: ({ detail: { id } }) => {
        const chosen = others.find(({ name }) => name === id)
        if (id === OTHER) navigate(urls.signIn())
        else if (chosen?.invitation) onInvited({ name: chosen.name, invitation: chosen.invitation })
        else switchTo(id).catch(onProblem)
      },
    },
    {
      type: 'menu-dropdown',
      iconName: 'user-profile',
      text: me.email,
      description: me.role === 'TenantAdmin' ? 'Admin' : 'User',
      ariaLabel: `${me.email}: account`,
      items: [
        { id: 'sign-out', text: 'Sign out' },
        { id: EVERYWHERE, text: 'Sign out everywhere', description: 'Ends your sessions in all browsers and tenants.' },
      ],
      onItemClick: ({ detail: { id } }) => {
        if (id === EVERYWHERE) api('signOutEverywhere', {}).then(leave, onProblem)
        else void leave()
      },
    },
  ]
}

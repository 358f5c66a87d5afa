import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Brand } from '../../../shared/layout/brand.tsx'
import { FocusCard, PlainPage } from '../../../shared/layout/plain-page.tsx'
import { leaveTenant, type Tenant } from '../../session/tenant-session.ts'
import * as urls from '../../urls.ts'

const REASONS = {
  TENANT_SUSPENDED: {
    title: (name: string) => `${name} is suspended`,
    text: 'Its data is kept, and nobody can work in it for now. Your admin or our support can say why.',
  },
  MEMBERSHIP_REVOKED: {
    title: (name: string) => `You are not a member of ${name} any more`,
    text: 'An admin removed or disabled your access. Your account, and your other tenants, are untouched.',
  },
}

/** In the place of every page while the person may not work here. */
export function Blocked({ tenant, code }: { tenant: Tenant; code: keyof typeof REASONS }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { title, text } = REASONS[code]
  const leave = () => {
    leaveTenant()
    queries.clear()
    navigate(urls.signIn(), { replace: true })
  }
  return (
    <PlainPage home={<Brand />}>
      <title>{`${title(tenant.name)} · Tenantry`}</title>
      <FocusCard title={title(tenant.name)} lead={text}>
        <div className="form">
          <button
            type="button"
            className="button button-primary"
            onClick={() => void queries.refetchQueries({ queryKey: ['me'] })}
          >
            Look again
          </button>
          <button type="button" className="button button-quiet" onClick={leave}>
            Sign in to another tenant
          </button>
        </div>
      </FocusCard>
    </PlainPage>
  )
}

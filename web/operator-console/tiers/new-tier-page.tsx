import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Page } from '../../shared/app/page.tsx'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { TierForm } from './tier-form.tsx'
import { EMPTY_TIER } from './tier-values.ts'

/** Makes a tier, which is offered at once. */
export function NewTierPage() {
  const { controlPlane } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  return (
    <Page
      title="Create a tier"
      description="It stands behind the others, and the landing page offers it at once."
      crumbs={[{ text: 'Tiers', href: urls.tiers() }]}
    >
      <TierForm
        start={EMPTY_TIER}
        isNew
        submit="Create"
        onCancel={() => navigate(urls.tiers())}
        onSubmit={async (body) => {
          const { name } = await controlPlane('createTier', { body })
          await refreshLists(queries, 'tiers')
          toast('success', `${name} is on offer.`)
          navigate(urls.tiers())
        }}
      />
    </Page>
  )
}

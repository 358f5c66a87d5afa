import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Page } from '../../shared/app/page.tsx'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import type { Tier } from '../models.ts'
import { NotFoundPage } from '../not-found-page.tsx'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { TierForm } from './tier-form.tsx'
import { valuesOf } from './tier-values.ts'
import { useTiers } from './use-tiers.ts'

/** Changes a tier; its tenants get the limits as soon as API Gateway takes them. */
export function EditTierPage() {
  const { name } = useParams()
  const { data: tiers, error, refetch } = useTiers()
  const tier = tiers?.find((one) => one.name === name)
  if (tier) return <EditTier key={tier.name} tier={tier} onReload={async () => (await refetch()).data} />
  if (tiers) return <NotFoundPage what="tier" />
  return error ? <ProblemAlert error={error} retry={() => void refetch()} /> : <PageSkeleton />
}

function EditTier({ tier, onReload }: { tier: Tier; onReload(): Promise<Tier[] | undefined> }) {
  const { controlPlane } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  // What the page reads in the background does not move the version that the operator has seen.
  const [seen, setSeen] = useState(tier)
  const { name } = seen
  return (
    <Page
      title={`Edit ${name}`}
      description="Limits reach its tenants within a minute; shards and approval are for new tenants."
      crumbs={[{ text: 'Tiers', href: urls.tiers() }]}
    >
      <TierForm
        start={valuesOf(seen)}
        isNew={false}
        submit="Save"
        onCancel={() => navigate(urls.tiers())}
        onReload={async () => setSeen((await onReload())?.find((one) => one.name === name) ?? seen)}
        onSubmit={async ({ priceCents, ...rest }) => {
          // Alone, another price holds from today on; a list of prices says it all.
          const body = rest.prices?.length ? rest : { ...rest, priceCents }
          const { pending } = await controlPlane('editTier', { params: { name }, body }, { version: seen.version })
          await refreshLists(queries, 'tiers')
          toast('success', pending ? `${name} is saved. Its limits are on their way.` : `${name} is saved.`)
          navigate(urls.tiers())
        }}
      />
    </Page>
  )
}

import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import type { Tier } from '../models.ts'
import { useSession } from '../session.tsx'

interface Action {
  label: string
  explain: string
  /** Follows the tier's name in the toast. */
  done: string
  operation: 'retire' | 'offer'
}

const RETIRE: Action = {
  label: 'Retire',
  explain: 'It takes no new tenants. Those that it has keep it, with all that it gives them.',
  done: 'is retired',
  operation: 'retire',
}
const OFFER: Action = {
  label: 'Offer again',
  explain: 'New tenants can have it again, and the landing page shows it.',
  done: 'is on offer again',
  operation: 'offer',
}
const DELETE: Action = {
  label: 'Delete',
  explain: 'Its name is free again. Only a tier that has been retired for an hour, and has no tenants, can be deleted.',
  done: 'is deleted',
  operation: 'retire',
}

/** What can be done with a tier beside editing it. */
export function TierActions({ tier }: { tier: Tier }) {
  const { controlPlane } = useSession()
  const queries = useQueryClient()
  const toast = useToast()
  const [chosen, setChosen] = useState<{ action: Action; version: number } | null>(null)
  const { name, state, version } = tier
  const params = { name }
  async function act(action: Action, seen: number) {
    if (action.operation === 'retire') await controlPlane('retireTier', { params }, { version: seen })
    else await controlPlane('editTier', { params, body: { state: 'offered' } }, { version: seen })
    await refreshLists(queries, 'tiers')
    toast('success', `${name} ${action.done}.`)
  }
  async function reload(action: Action) {
    await queries.refetchQueries({ queryKey: ['tiers', 'all'] })
    const present = queries.getQueryData<Tier[]>(['tiers', 'all'])?.find((one) => one.name === name)
    if (present) setChosen({ action, version: present.version })
  }
  return (
    <SpaceBetween direction="horizontal" size="s">
      {(state === 'offered' ? [RETIRE] : [OFFER, DELETE]).map((action) => (
        <Button
          key={action.label}
          variant="inline-link"
          ariaLabel={`${action.label}: ${name}`}
          onClick={() => setChosen({ action, version })}
        >
          {action.label}
        </Button>
      ))}
      {chosen && (
        <ConfirmDialog
          title={`${chosen.action.label}: ${name}?`}
          confirm={chosen.action.label}
          onConfirm={() => act(chosen.action, chosen.version)}
          onReload={() => reload(chosen.action)}
          onClose={() => setChosen(null)}
        >
          {chosen.action.explain}
        </ConfirmDialog>
      )}
    </SpaceBetween>
  )
}

import Alert from '@cloudscape-design/components/alert'
import type { AccountView } from '@tenantry/contracts/tenant-account.ts'
import { When } from '../../../shared/app/when.tsx'

type Work = NonNullable<AccountView['work']>

/** What is being done with the tenant, as its people should know of it. */
const TEXTS: Partial<Record<Work['kind'], string>> = {
  'change-tier': 'Your tier is being changed. Everything works meanwhile.',
  'grow-shards': 'Room for more data is being made. Everything works meanwhile.',
  export: 'Your data is being exported. Everything works meanwhile.',
  move: 'Your data is being moved. Everything works meanwhile; for a moment, changes have to wait.',
}

/** Says that something is under way. */
export function WorkAlert({ work: { kind, waitsUntil, startedAt } }: { work: Work }) {
  if (kind === 'offboarding' && waitsUntil !== null) {
    return (
      <Alert type="warning" header="Your tenant is going to be deleted">
        The deletion begins <When at={waitsUntil} />. Until then an operator can take it back. Export what you need.
      </Alert>
    )
  }
  return (
    <Alert type="info">
      {TEXTS[kind] ?? 'An operator has begun work on your tenant.'} Since <When at={startedAt} />.
    </Alert>
  )
}

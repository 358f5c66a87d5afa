import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import type { AccountRequest } from '@tenantry/contracts/tenant-account.ts'
import { problemText } from '../../../shared/app/problem-alert.tsx'
import { useToast } from '../../../shared/app/toasts.tsx'
import { When } from '../../../shared/app/when.tsx'
import { useSubmit } from '../../../shared/forms/use-submit.ts'
import { useAsk } from './use-account.ts'

/** What the tenant asks for, or why it was declined. */
export function RequestAlert({ request: { kind, tier, state, askedAt, reason } }: { request: AccountRequest }) {
  const ask = useAsk()
  const toast = useToast()
  const { busy, error, submit } = useSubmit(async () => {
    await ask(null)
    if (state === 'open') toast('success', 'Your request is withdrawn.')
  })
  const what = kind === 'tier' ? `the tier ${tier}` : 'to leave'
  return (
    <Alert
      type={state === 'open' ? 'info' : 'warning'}
      header={
        state === 'open' ? `You ask for ${what}` : `Your request for ${what} was declined`.replace('for to', 'to')
      }
      action={
        <Button loading={busy} onClick={(event) => submit(event)}>
          {state === 'open' ? 'Withdraw' : 'Dismiss'}
        </Button>
      }
    >
      {state === 'open' ? (
        <>
          Asked <When at={askedAt} />. An operator decides about it.
        </>
      ) : (
        reason
      )}
      {error !== null && <div>{problemText(error)}</div>}
    </Alert>
  )
}

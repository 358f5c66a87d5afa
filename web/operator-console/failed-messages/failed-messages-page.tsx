import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { may } from '@tenantry/contracts/may.ts'
import { useState } from 'react'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { Copyable } from '../../shared/app/copyable.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { useToast } from '../../shared/app/toasts.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { When } from '../../shared/app/when.tsx'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'

/** Work without a request that was given up after its attempts, and the way to have it tried again. */
export function FailedMessagesPage() {
  const { controlPlane, operator } = useSession()
  const follow = useFollow()
  const toast = useToast()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const pages = usePages(['failed-messages'], (cursor, signal) =>
    controlPlane('listFailedMessages', { query: { limit: 20, cursor } }, { signal }),
  )
  async function redrive() {
    const { messages } = await controlPlane('redriveFailedMessages', {})
    toast('success', `${messages === 1 ? 'One message is' : `${messages} messages are`} tried again.`)
    await queries.invalidateQueries({ queryKey: ['failed-messages'] })
  }
  return (
    <Page
      title="Failed messages"
      description="Work without a request that was given up after its attempts. Mend the cause, then have it tried again."
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="refresh" ariaLabel="Look again" onClick={pages.refetch} />
          {may(operator.role, 'redriveFailedMessages') && (
            <Button variant="primary" disabled={pages.items.length === 0} onClick={() => setAsking(true)}>
              Try all again
            </Button>
          )}
        </SpaceBetween>
      }
    >
      <PagedTable
        label="Failed messages"
        pages={pages}
        rowId={({ id }) => id}
        empty={
          <EmptyState title="Nothing has failed">
            Who looks at a message hides it from other looks for a moment; look again to be sure.
          </EmptyState>
        }
        columns={[
          { id: 'type', header: 'Event', isRowHeader: true, cell: ({ type }) => type ?? 'not readable' },
          {
            id: 'subject',
            header: 'About',
            cell: ({ subject }) => (subject === null ? '—' : <Copyable value={subject} label="the subject's id" />),
          },
          {
            id: 'tenant',
            header: 'Tenant',
            cell: ({ tenantId }) =>
              tenantId === null ? (
                '—'
              ) : (
                <Link href={urls.tenant(tenantId)} onFollow={follow}>
                  {tenantId}
                </Link>
              ),
          },
          { id: 'sentAt', header: 'Sent', cell: ({ sentAt }) => <When at={sentAt} /> },
          { id: 'attempts', header: 'Attempts', cell: ({ attempts }) => attempts },
        ]}
      />
      {isAsking && (
        <ConfirmDialog
          title="Try all failed messages again?"
          confirm="Try again"
          onConfirm={redrive}
          onClose={() => setAsking(false)}
        >
          Every message goes back to its queue. Work that was done already is not done twice; what fails again comes
          back here.
        </ConfirmDialog>
      )}
    </Page>
  )
}

import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
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
import { may } from '../may.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'

/** Background jobs that ran out of retries, and a way to retry them. */
export function FailedMessagesPage() {
  const { controlPlane, operator } = useSession()
  const follow = useFollow()
  const toast = useToast()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const pages = usePages({
    key: ['failed-messages'],
    fetchPage: (page, signal) => controlPlane('listFailedMessages', { query: page }, { signal }),
    idOf: ({ id }) => id,
  })
  async function redrive() {
    const { messages } = await controlPlane('redriveFailedMessages', {})
    toast('success', `${messages === 1 ? 'One message is' : `${messages} messages are`} being retried.`)
    await queries.invalidateQueries({ queryKey: ['failed-messages'] })
  }
  return (
    <Page
      title="Failed messages"
      description="Background jobs that ran out of retries. Fix the cause, then retry them."
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="refresh" ariaLabel="Refresh" onClick={pages.refetch} />
          {may(operator.role, 'redriveFailedMessages') && (
            <Button variant="primary" disabled={pages.items.length === 0} onClick={() => setAsking(true)}>
              Retry all
            </Button>
          )}
        </SpaceBetween>
      }
    >
      <PagedTable
        label="Failed messages"
        pages={pages}
        empty={
          <EmptyState title="Nothing has failed">
            Reading a queue hides its messages from other readers for a moment. Refresh to be sure.
          </EmptyState>
        }
        columns={[
          { id: 'type', header: 'Event', isRowHeader: true, cell: ({ type }) => type ?? 'unreadable' },
          {
            id: 'subject',
            header: 'About',
            cell: ({ subject }) => (subject === null ? '—' : <Copyable value={subject} label="the subject's id" />),
          },
          {
            id: 'consumer',
            header: 'Function',
            cell: ({ consumer, silo }) => (silo === null ? consumer : `${consumer} of silo ${silo}`),
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
          title="Retry all failed messages?"
          confirm="Retry"
          onConfirm={redrive}
          onClose={() => setAsking(false)}
        >
          Every message returns to its queue. Work that is already done is not repeated; messages that fail again
          reappear here.
        </ConfirmDialog>
      )}
    </Page>
  )
}

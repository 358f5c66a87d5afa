import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { useToast } from '../../shared/app/toasts.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { When } from '../../shared/app/when.tsx'
import { may } from '../may.ts'
import type { Operator } from '../models.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { ROLES } from './roles.ts'

/** The operators, and ways to remove them and to help who lost their authenticator app. */
export function OperatorsPage() {
  const { controlPlane, operator } = useSession()
  const follow = useFollow()
  const toast = useToast()
  const queries = useQueryClient()
  const [leaving, setLeaving] = useState<Operator | null>(null)
  const [stranded, setStranded] = useState<Operator | null>(null)
  const pages = usePages({
    key: ['operators'],
    fetchPage: (page, signal) => controlPlane('listOperators', { query: page }, { signal }),
    idOf: ({ id }) => id,
  })
  const mayRemove = may(operator.role, 'removeOperator')
  async function remove({ id, email }: Operator) {
    await controlPlane('removeOperator', { params: { id } })
    await queries.invalidateQueries({ queryKey: ['operators'] })
    toast('success', `${email} is no longer an operator.`)
  }
  async function reset({ id, email }: Operator) {
    await controlPlane('resetMfa', { params: { id } })
    toast('success', `${email} sets up an authenticator app at the next sign-in.`)
  }
  return (
    <Page
      title="Operators"
      description="System admins can do everything. Customer support can view, suspend and reactivate tenants."
      actions={
        may(operator.role, 'addOperator') && (
          <Button variant="primary" href={urls.newOperator()} onFollow={follow}>
            Invite an operator
          </Button>
        )
      }
    >
      <PagedTable
        label="Operators"
        pages={pages}
        empty={<EmptyState title="No operators">Refresh the page: you should be listed here.</EmptyState>}
        columns={[
          { id: 'email', header: 'E-mail', isRowHeader: true, cell: ({ email }) => email },
          { id: 'role', header: 'Role', cell: ({ role }) => ROLES[role].label },
          {
            id: 'state',
            header: 'State',
            cell: ({ state }) => (
              <StatusIndicator type={state === 'active' ? 'success' : 'pending'}>
                {state === 'active' ? 'Active' : 'Invited'}
              </StatusIndicator>
            ),
          },
          { id: 'createdAt', header: 'Since', cell: ({ createdAt }) => <When at={createdAt} /> },
          ...(mayRemove
            ? [
                {
                  id: 'actions',
                  header: 'Actions',
                  cell: (one: Operator) =>
                    // You cannot do either to yourself.
                    one.email === operator.email ? (
                      'You'
                    ) : (
                      <SpaceBetween direction="horizontal" size="s">
                        {one.state === 'active' && (
                          <Button
                            variant="inline-link"
                            ariaLabel={`Reset app of ${one.email}`}
                            onClick={() => setStranded(one)}
                          >
                            Reset app
                          </Button>
                        )}
                        <Button variant="inline-link" ariaLabel={`Remove ${one.email}`} onClick={() => setLeaving(one)}>
                          Remove
                        </Button>
                      </SpaceBetween>
                    ),
                },
              ]
            : []),
        ]}
      />
      {stranded && (
        <ConfirmDialog
          title={`Reset the authenticator app of ${stranded.email}?`}
          confirm="Reset"
          onConfirm={() => reset(stranded)}
          onClose={() => setStranded(null)}
        >
          For a lost or stolen device. Make sure that it is they who ask: whoever knows their password sets up the next
          app. They are signed out everywhere.
        </ConfirmDialog>
      )}
      {leaving && (
        <ConfirmDialog
          title={`Remove ${leaving.email}?`}
          confirm="Remove"
          onConfirm={() => remove(leaving)}
          onClose={() => setLeaving(null)}
        >
          The account is deleted. Their actions stay in the tenants' histories.
        </ConfirmDialog>
      )}
    </Page>
  )
}

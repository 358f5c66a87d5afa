import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useQueryClient } from '@tanstack/react-query'
import type { UserView } from '@tenantry/app-plane/users/service.ts'
import { useState } from 'react'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { EmptyState } from '../../../shared/app/empty-state.tsx'
import { Page } from '../../../shared/app/page.tsx'
import { PagedTable } from '../../../shared/app/paged-table.tsx'
import { useOptimistic } from '../../../shared/app/use-optimistic.tsx'
import { usePages } from '../../../shared/app/use-pages.ts'
import { When } from '../../../shared/app/when.tsx'
import { useSession } from '../session/session.tsx'
import { InviteDialog } from './invite-dialog.tsx'

const STATES: Record<UserView['state'], { type: StatusIndicatorProps.Type; text: string }> = {
  active: { type: 'success', text: 'Active' },
  invited: { type: 'pending', text: 'Invited' },
  disabled: { type: 'stopped', text: 'Disabled' },
}

interface Change {
  body: { role: UserView['role']; state?: 'active' | 'disabled' }
  done: string
}

/** The people of the tenant, for its admins. */
export function PeoplePage() {
  const { tenant, api, me } = useSession()
  const queries = useQueryClient()
  const [inviting, setInviting] = useState(false)
  const [removing, setRemoving] = useState<UserView | null>(null)
  const pages = usePages<UserView>({
    key: ['people', tenant.tenantId],
    fetchPage: (page, signal) => api('listUsers', { query: page }, { signal }),
    idOf: ({ id }) => id,
  })
  const refresh = () => queries.invalidateQueries({ queryKey: ['people'] })
  const change = useOptimistic<UserView, Change>({
    key: 'people',
    change: (user, { body }) => ({ ...user, ...body }),
    act: ({ id, version }, { body }) => api('replaceUser', { params: { id }, body }, { version }),
    done: (_, { done }) => done,
  })
  const remove = useOptimistic<UserView>({
    key: 'people',
    change: () => null,
    act: ({ id }) => api('removeUser', { params: { id } }),
    done: ({ email }) => `${email} is removed.`,
  })
  const resend = useOptimistic<UserView>({
    key: 'people',
    change: (user) => user,
    act: ({ id }) => api('resendInvitation', { params: { id } }),
    done: ({ email }) => `A new invitation is on its way to ${email}.`,
  })
  const invite = (
    <Button variant="primary" onClick={() => setInviting(true)}>
      Invite somebody
    </Button>
  )
  return (
    <Page title="People" description={`The members of ${tenant.name} and their roles.`} actions={invite}>
      <PagedTable<UserView>
        label="People"
        pages={pages}
        empty={
          <EmptyState title="Nobody yet" action={invite}>
            People you invite appear here.
          </EmptyState>
        }
        columns={[
          {
            id: 'email',
            header: 'E-mail',
            minWidth: 240,
            isRowHeader: true,
            cell: ({ email }) => <Copyable value={email} label={email} />,
          },
          { id: 'role', header: 'Role', cell: ({ role }) => (role === 'TenantAdmin' ? 'Admin' : 'User') },
          {
            id: 'state',
            header: 'State',
            minWidth: 120,
            cell: ({ state }) => <StatusIndicator type={STATES[state].type}>{STATES[state].text}</StatusIndicator>,
          },
          { id: 'createdAt', header: 'Since', cell: ({ createdAt }) => <When at={createdAt} /> },
          {
            id: 'actions',
            header: 'Actions',
            cell: (user) =>
              user.id === me.id ? (
                'You'
              ) : (
                <ButtonDropdown
                  variant="icon"
                  expandToViewport
                  ariaLabel={`Actions for ${user.email}`}
                  items={actionsOf(user)}
                  onItemClick={({ detail: { id } }) => {
                    const { role, email } = user
                    if (id === 'remove') setRemoving(user)
                    if (id === 'resend') resend(user, undefined)
                    const to = (body: Change['body'], done: string) => change(user, { body, done })
                    if (id === 'disable') to({ role, state: 'disabled' }, `${email} is disabled.`)
                    if (id === 'enable') to({ role, state: 'active' }, `${email} is enabled.`)
                    if (id === 'TenantAdmin') to({ role: id }, `${email} is an admin.`)
                    if (id === 'TenantUser') to({ role: id }, `${email} is a user.`)
                  }}
                />
              ),
          },
        ]}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} onInvited={refresh} />}
      {removing && (
        <ConfirmDialog
          title={`Remove ${removing.email}?`}
          confirm="Remove"
          onClose={() => setRemoving(null)}
          onConfirm={async () => remove(removing, undefined)}
        >
          {removing.email} loses access to {tenant.name} within a minute. What they created stays.
        </ConfirmDialog>
      )}
    </Page>
  )
}

function actionsOf({ role, state }: UserView) {
  const other =
    role === 'TenantAdmin' ? { id: 'TenantUser', text: 'Make a user' } : { id: 'TenantAdmin', text: 'Make an admin' }
  const ability = state === 'disabled' ? { id: 'enable', text: 'Enable' } : { id: 'disable', text: 'Disable' }
  // Somebody new is active from the beginning: whether they have signed in, the service knows.
  const resend = { id: 'resend', text: 'Send the invitation again' }
  return [
    other,
    ...(state === 'invited' ? [] : [ability]),
    ...(state === 'disabled' ? [] : [resend]),
    { id: 'remove', text: 'Remove' },
  ]
}

import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useQueryClient } from '@tanstack/react-query'
import type { OrderView } from '@tenantry/contracts/tenant-api/schemas.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { money } from '../../../shared/app/money.ts'
import { useToast } from '../../../shared/app/toasts.tsx'
import { When } from '../../../shared/app/when.tsx'
import * as urls from '../../urls.ts'
import { NoSuchPage } from '../no-such-page.tsx'
import { useSession } from '../session/session.tsx'
import { useOrder } from './use-order.ts'

export function OrderPage() {
  const { api, isAdmin } = useSession()
  const order = useOrder()
  const follow = useFollow()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  const [deleting, setDeleting] = useState(false)
  return (
    <LoadedPage
      query={order}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Orders', href: urls.orders() }]}
      title={({ name }) => name}
      actions={({ id }) => (
        <SpaceBetween direction="horizontal" size="xs">
          {isAdmin && <Button onClick={() => setDeleting(true)}>Delete</Button>}
          <Button variant="primary" href={urls.editOrder(id)} onFollow={follow}>
            Edit
          </Button>
        </SpaceBetween>
      )}
    >
      {({ id, name, lines, total, currency, createdAt, updatedAt }) => (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={4}
              items={[
                { label: 'Total', value: money(total, currency) },
                { label: 'Placed', value: <When at={createdAt} /> },
                { label: 'Changed', value: <When at={updatedAt} /> },
                { label: 'Id', value: <Copyable value={id} label="the id" /> },
              ]}
            />
          </Container>
          <Lines lines={lines} currency={currency} />
          {deleting && (
            <ConfirmDialog
              title={`Delete ${name}?`}
              confirm="Delete"
              onClose={() => setDeleting(false)}
              onConfirm={async () => {
                await api('deleteOrder', { params: { id } })
                toast('success', `${name} is deleted; its stock is back.`)
                navigate(urls.orders(), { replace: true })
                void queries.invalidateQueries({ queryKey: ['orders'] })
                void queries.invalidateQueries({ queryKey: ['products'] })
              }}
            >
              What it ordered goes back to stock. This cannot be taken back.
            </ConfirmDialog>
          )}
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}

function Lines({ lines, currency }: Pick<OrderView, 'lines' | 'currency'>) {
  const follow = useFollow()
  return (
    <Table<OrderView['lines'][number]>
      header={<Header variant="h2">Products</Header>}
      ariaLabels={{ tableLabel: 'Products of the order' }}
      items={lines}
      trackBy="productId"
      columnDefinitions={[
        {
          id: 'product',
          header: 'Product',
          isRowHeader: true,
          cell: ({ productId, productName }) => (
            <Link href={urls.product(productId)} onFollow={follow}>
              {productName}
            </Link>
          ),
        },
        { id: 'quantity', header: 'Quantity', cell: ({ quantity }) => quantity.toLocaleString() },
        { id: 'price', header: 'Price', cell: ({ price }) => money(price, currency) },
        { id: 'total', header: 'Total', cell: ({ total }) => money(total, currency) },
      ]}
    />
  )
}

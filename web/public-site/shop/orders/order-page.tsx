import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { OrderView } from '@tenantry/services/orders/service.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { ListTable } from '../../../shared/app/list-table.tsx'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { money } from '../../../shared/app/money.ts'
import { useOptimistic } from '../../../shared/app/use-optimistic.tsx'
import { When } from '../../../shared/app/when.tsx'
import { NoSuchPage } from '../../app/no-such-page.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import { DeliveryNoteButton } from './delivery-note-button.tsx'
import { useOrder } from './use-order.ts'

export function OrderPage() {
  const { api, may } = useSession()
  const order = useOrder()
  const follow = useFollow()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const remove = useOptimistic<OrderView>({
    key: 'orders',
    alsoStale: ['products'],
    change: () => null,
    act: ({ id }) => api('deleteOrder', { params: { id } }),
    done: ({ name }) => `${name} is deleted and its stock is returned.`,
  })
  return (
    <LoadedPage
      query={order}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Orders', href: urls.orders() }]}
      title={({ name }) => name}
      actions={({ id, status }) => (
        <SpaceBetween direction="horizontal" size="xs">
          <DeliveryNoteButton id={id} />
          {may('deleteOrder') && <Button onClick={() => setDeleting(true)}>Delete</Button>}
          {may('replaceOrder') && status === 'placed' && (
            <Button variant="primary" href={urls.editOrder(id)} onFollow={follow}>
              Edit
            </Button>
          )}
        </SpaceBetween>
      )}
    >
      {(item) => (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={4}
              items={[
                { label: 'Total', value: money(item.total, item.currency) },
                { label: 'Placed', value: <When at={item.createdAt} /> },
                { label: 'Changed', value: <When at={item.updatedAt} /> },
                { label: 'Id', value: <Copyable value={item.id} label="the id" /> },
              ]}
            />
          </Container>
          <Lines lines={item.lines} currency={item.currency} />
          {deleting && (
            <ConfirmDialog
              title={`Delete ${item.name}?`}
              confirm="Delete"
              onClose={() => setDeleting(false)}
              onConfirm={async () => {
                remove(item, undefined)
                navigate(urls.orders(), { replace: true })
              }}
            >
              Its products return to stock. You cannot undo this.
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
    <ListTable<OrderView['lines'][number]>
      label="Products of the order"
      header={<Header variant="h2">Products</Header>}
      items={lines}
      rowId={({ productId }) => productId}
      empty={null}
      columns={[
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

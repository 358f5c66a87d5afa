import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import type { DeliveryNoteView } from '@tenantry/services/orders/service.ts'
import { useParams } from 'react-router'
import { ListTable } from '../../../shared/app/list-table.tsx'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { When } from '../../../shared/app/when.tsx'
import { NoSuchPage } from '../../app/no-such-page.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'

/** What goes with the parcel, to be printed. */
export function DeliveryNotePage() {
  const { tenant, api } = useSession()
  const { id = '' } = useParams()
  const note = useQuery({
    queryKey: ['orders', tenant.tenantId, 'delivery-note', id],
    queryFn: ({ signal }) => api('getDeliveryNote', { params: { id } }, { signal }),
  })
  return (
    <LoadedPage
      query={note}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Orders', href: urls.orders() }]}
      title={({ name }) => `Delivery note of ${name}`}
      actions={() => (
        <Button variant="primary" onClick={() => window.print()}>
          Print
        </Button>
      )}
    >
      {({ orderId, placedAt, pieces, lines }) => (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{tenant.name}</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'Order', value: orderId },
                { label: 'Placed', value: <When at={placedAt} /> },
                { label: 'Pieces', value: pieces.toLocaleString() },
              ]}
            />
          </Container>
          <ListTable<DeliveryNoteView['lines'][number]>
            label="What is in the parcel"
            header={<Header variant="h2">Products</Header>}
            items={lines}
            rowId={({ productName }) => productName}
            empty={null}
            columns={[
              { id: 'product', header: 'Product', isRowHeader: true, cell: ({ productName }) => productName },
              { id: 'quantity', header: 'Quantity', cell: ({ quantity }) => quantity.toLocaleString() },
            ]}
          />
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}

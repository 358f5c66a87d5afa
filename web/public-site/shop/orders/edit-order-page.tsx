import Alert from '@cloudscape-design/components/alert'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { WithVersion } from '@tenantry/contracts/versioned.ts'
import type { OrderView } from '@tenantry/services/orders/service.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { refreshLists } from '../../../shared/app/refresh-lists.ts'
import { useToast } from '../../../shared/app/toasts.tsx'
import { NoSuchPage } from '../../app/no-such-page.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import { OrderForm, type OrderValues } from './order-form.tsx'
import { useEditableLines } from './use-editable-lines.ts'
import { useOrder } from './use-order.ts'

/** An order with its lines as the form shows them: what an edit begins with. */
interface Opened {
  order: WithVersion<OrderView>
  values: OrderValues
}

export function EditOrderPage() {
  const { tenant } = useSession()
  const order = useOrder({ isFresh: true })
  const editable = useEditableLines()
  const lines = useQuery({
    queryKey: ['orders', tenant.tenantId, 'lines', order.data?.id, order.data?.version],
    enabled: order.data !== undefined,
    gcTime: 0,
    queryFn: () => editable(order.data?.lines ?? [], order.data?.currency ?? 'USD'),
  })
  const opened = order.data && lines.data && { order: order.data, values: valuesOf(order.data, lines.data) }
  return (
    <LoadedPage<Opened>
      query={{ ...order, data: opened, error: order.error ?? lines.error }}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Orders', href: urls.orders() }]}
      title={({ order: { name } }) => `Edit ${name}`}
    >
      {(present) => (
        <EditOrder
          present={present}
          read={async () => {
            const { data } = await order.refetch()
            return data && { order: data, values: valuesOf(data, await editable(data.lines, data.currency)) }
          }}
        />
      )}
    </LoadedPage>
  )
}

function EditOrder({ present, read }: { present: Opened; read(): Promise<Opened | undefined> }) {
  const { api } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  // What the page reads in the background does not move the version that the person has seen.
  const [{ order, values }, setOpened] = useState(present)
  if (order.status === 'fulfilled')
    return <Alert type="info">The order is fulfilled, and cannot be changed any more.</Alert>
  const { id, version } = order
  return (
    <OrderForm
      start={values}
      submit="Save"
      onCancel={() => navigate(urls.order(id))}
      onReload={async () => {
        const now = await read()
        if (now) setOpened(now)
      }}
      onSubmit={async (body) => {
        await api('replaceOrder', { params: { id }, body }, { version })
        await refreshLists(queries, 'orders', 'products')
        toast('success', `${body.name} is saved.`)
        navigate(urls.order(id))
      }}
    />
  )
}

const valuesOf = ({ name }: OrderView, lines: OrderValues['lines']): OrderValues => ({ name, lines })

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { OrderView } from '@tenantry/services/orders/service.ts'
import { useNavigate } from 'react-router'
import { ApiProblem } from '../../../shared/api/api-problem.ts'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { refreshLists } from '../../../shared/app/refresh-lists.ts'
import { useToast } from '../../../shared/app/toasts.tsx'
import { NoSuchPage } from '../../app/no-such-page.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import type { LineValues } from './line-values.ts'
import { OrderForm } from './order-form.tsx'
import { useOrder } from './use-order.ts'

export function EditOrderPage() {
  const { tenant, api } = useSession()
  const order = useOrder()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  const { data: lines, error } = useQuery({
    queryKey: ['orders', tenant.tenantId, 'lines', order.data?.id, order.data?.updatedAt],
    enabled: order.data !== undefined,
    gcTime: 0,
    queryFn: () => Promise.all((order.data?.lines ?? []).map(editable)),
  })
  /** A line with the quantity that it may grow to. For a deleted product, that is the quantity ordered before. */
  async function editable({
    productId,
    productName,
    quantity,
    price,
  }: OrderView['lines'][number]): Promise<LineValues> {
    const product = await api('getProduct', { params: { id: productId } }).catch((problem: unknown) => {
      if (problem instanceof ApiProblem && problem.code === 'NOT_FOUND') return null
      throw problem
    })
    const currency = order.data?.currency ?? 'USD'
    const available = quantity + (product?.stock ?? 0)
    return {
      key: productId,
      product: { id: productId, name: productName, price, currency, available },
      quantity: String(quantity),
    }
  }
  return (
    <LoadedPage
      query={{ ...order, data: lines && order.data, error: order.error ?? error }}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Orders', href: urls.orders() }]}
      title={({ name }) => `Edit ${name}`}
    >
      {({ id, name }) => (
        <OrderForm
          start={{ name, lines: lines ?? [] }}
          submit="Save"
          onCancel={() => navigate(urls.order(id))}
          onSubmit={async (body) => {
            await api('replaceOrder', { params: { id }, body })
            await refreshLists(queries, 'orders', 'products')
            toast('success', `${body.name} is saved.`)
            navigate(urls.order(id))
          }}
        />
      )}
    </LoadedPage>
  )
}

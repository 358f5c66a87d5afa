import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Page } from '../../../shared/app/page.tsx'
import { refreshLists } from '../../../shared/app/refresh-lists.ts'
import { useToast } from '../../../shared/app/toasts.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import { emptyLine } from './line-values.ts'
import { OrderForm } from './order-form.tsx'

export function NewOrderPage() {
  const { api } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  const [start] = useState(() => ({ name: '', lines: [emptyLine()] }))
  return (
    <Page title="New order" crumbs={[{ text: 'Orders', href: urls.orders() }]}>
      <OrderForm
        start={start}
        submit="Place the order"
        onCancel={() => navigate(urls.orders())}
        onSubmit={async (body) => {
          const { id, name } = await api('placeOrder', { body })
          void refreshLists(queries, 'orders', 'products')
          toast('success', `${name} is placed.`)
          navigate(urls.order(id))
        }}
      />
    </Page>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Page } from '../../../shared/app/page.tsx'
import { refreshLists } from '../../../shared/app/refresh-lists.ts'
import { useToast } from '../../../shared/app/toasts.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import { ProductForm } from './product-form.tsx'

export function NewProductPage() {
  const { api } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  return (
    <Page title="Add a product" crumbs={[{ text: 'Products', href: urls.products() }]}>
      <ProductForm
        start={{ name: '', sku: '', category: '', price: '', stock: '' }}
        submit="Add"
        onCancel={() => navigate(urls.products())}
        onSubmit={async (body) => {
          const { name } = await api('createProduct', { body })
          void refreshLists(queries, 'products')
          toast('success', `${name} is added.`)
          navigate(urls.products())
        }}
      />
    </Page>
  )
}

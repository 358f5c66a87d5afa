import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Page } from '../../../shared/app/page.tsx'
import { useToast } from '../../../shared/app/toasts.tsx'
import * as urls from '../../urls.ts'
import { useSession } from '../session/session.tsx'
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
          void queries.invalidateQueries({ queryKey: ['products'] })
          void queries.invalidateQueries({ queryKey: ['first-steps'] })
          toast('success', `${name} is in the catalogue.`)
          navigate(urls.products())
        }}
      />
    </Page>
  )
}

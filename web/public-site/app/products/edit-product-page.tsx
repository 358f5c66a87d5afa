import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { useToast } from '../../../shared/app/toasts.tsx'
import * as urls from '../../urls.ts'
import { NoSuchPage } from '../no-such-page.tsx'
import { useSession } from '../session/session.tsx'
import { ProductForm } from './product-form.tsx'
import { useProduct } from './use-product.ts'

export function EditProductPage() {
  const { api } = useSession()
  const product = useProduct()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  return (
    <LoadedPage
      query={product}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Products', href: urls.products() }]}
      title={({ name }) => `Edit ${name}`}
    >
      {({ id, name, sku, category, price, currency, stock }) => (
        <ProductForm
          start={{ name, sku, category, price: String(price), stock: String(stock) }}
          submit="Save"
          onCancel={() => navigate(urls.product(id))}
          onSubmit={async (body) => {
            await api('replaceProduct', { params: { id }, body: { ...body, currency } })
            await queries.invalidateQueries({ queryKey: ['products'] })
            toast('success', `${body.name} is saved.`)
            navigate(urls.product(id))
          }}
        />
      )}
    </LoadedPage>
  )
}

import Link from '@cloudscape-design/components/link'
import type { ProductBody, ProductView } from '@tenantry/services/products/service.ts'
import { useLocation, useNavigate } from 'react-router'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { useOptimistic } from '../../../shared/app/use-optimistic.tsx'
import { NoSuchPage } from '../../app/no-such-page.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import { ProductForm } from './product-form.tsx'
import { useProduct } from './use-product.ts'

/** Shows the change at once. If the service refuses it, the change is undone and the person can return to the form with what they typed. */
export function EditProductPage() {
  const { api } = useSession()
  const product = useProduct()
  const navigate = useNavigate()
  const typed = useLocation().state as ProductBody | null
  const save = useOptimistic<ProductView, ProductBody>({
    key: 'products',
    change: (item, body) => ({ ...item, ...body }),
    act: ({ id, currency }, body) => api('replaceProduct', { params: { id }, body: { ...body, currency } }),
    done: (_, { name }) => `${name} is saved.`,
    remedy: ({ id }, body) => (
      <Link color="inverted" onFollow={() => navigate(urls.editProduct(id), { state: body })}>
        Edit it again
      </Link>
    ),
  })
  return (
    <LoadedPage
      query={product}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Products', href: urls.products() }]}
      title={({ name }) => `Edit ${name}`}
    >
      {(item) => (
        <ProductForm
          start={valuesOf(typed ?? item)}
          submit="Save"
          onCancel={() => navigate(urls.product(item.id))}
          onSubmit={async (body) => {
            save(item, body)
            navigate(urls.product(item.id))
          }}
        />
      )}
    </LoadedPage>
  )
}

const valuesOf = ({ name, sku, category, price, stock }: ProductBody) => ({
  name,
  sku,
  category,
  price: String(price),
  stock: String(stock),
})

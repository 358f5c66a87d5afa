import Link from '@cloudscape-design/components/link'
import type { ProductBody, ProductView } from '@tenantry/contracts/tenant-api/schemas.ts'
import { useLocation, useNavigate } from 'react-router'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { useOptimistic } from '../../../shared/app/use-optimistic.tsx'
import * as urls from '../../urls.ts'
import { NoSuchPage } from '../no-such-page.tsx'
import { useSession } from '../session/session.tsx'
import { ProductForm } from './product-form.tsx'
import { useProduct } from './use-product.ts'

/** The page shows the product as saved at once. What the service refuses, it takes back, and offers the form with what was typed. */
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

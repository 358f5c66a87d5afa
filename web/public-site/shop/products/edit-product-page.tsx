import Link from '@cloudscape-design/components/link'
import type { WithVersion } from '@tenantry/contracts/versioned.ts'
import type { ProductReplacement, ProductView } from '@tenantry/services/products/service.ts'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { isStale } from '../../../shared/app/problem-alert.tsx'
import { useOptimistic } from '../../../shared/app/use-optimistic.tsx'
import { NoSuchPage } from '../../app/no-such-page.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import { ProductForm, type ProductValues } from './product-form.tsx'
import { useProduct } from './use-product.ts'

type Product = WithVersion<ProductView>
interface Change {
  body: ProductReplacement
  typed: Partial<ProductValues>
}

/** Shows the change at once. If the service refuses it, the change is undone and the person can return to the form with what they typed. */
export function EditProductPage() {
  const { api } = useSession()
  const product = useProduct({ isFresh: true })
  const navigate = useNavigate()
  const typed = (useLocation().state ?? {}) as Partial<ProductValues>
  const save = useOptimistic<Product, Change>({
    key: 'products',
    change: (item, { body }) => ({ ...item, ...body, stock: body.stock ?? item.stock }),
    act: ({ id, currency, version }, { body }) =>
      api('replaceProduct', { params: { id }, body: { ...body, currency } }, { version }),
    done: (_, { body }) => `${body.name} is saved.`,
    remedy: ({ id }, { typed }, error) => (
      <Link color="inverted" onFollow={() => navigate(urls.editProduct(id), { state: typed })}>
        {isStale(error) ? 'Reload it with what you typed' : 'Edit it again'}
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
      {(present) => <EditProduct present={present} typed={typed} onSave={save} />}
    </LoadedPage>
  )
}

function EditProduct(props: { present: Product; typed: Change['typed']; onSave(item: Product, change: Change): void }) {
  const navigate = useNavigate()
  // What the page reads in the background does not move the version that the person has seen.
  const [item] = useState(props.present)
  return (
    <ProductForm
      start={valuesOf(item)}
      typed={props.typed}
      submit="Save"
      onCancel={() => navigate(urls.product(item.id))}
      onSubmit={async ({ stock, ...body }, typed) => {
        // Orders change the stock while the form is open: it is sent by those alone who typed it.
        props.onSave(item, { body: typed.stock === undefined ? body : { ...body, stock }, typed })
        navigate(urls.product(item.id))
      }}
    />
  )
}

const valuesOf = ({ name, sku, category, price, stock }: ProductView): ProductValues => ({
  name,
  sku,
  category,
  price: String(price),
  stock: String(stock),
})

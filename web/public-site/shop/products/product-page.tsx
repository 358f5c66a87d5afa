import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ProductView } from '@tenantry/services/products/service.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { money } from '../../../shared/app/money.ts'
import { useOptimistic } from '../../../shared/app/use-optimistic.tsx'
import { When } from '../../../shared/app/when.tsx'
import { NoSuchPage } from '../../app/no-such-page.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'
import { Stock } from './stock.tsx'
import { useProduct } from './use-product.ts'

export function ProductPage() {
  const { api, may } = useSession()
  const product = useProduct()
  const follow = useFollow()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const remove = useOptimistic<ProductView>({
    key: 'products',
    change: () => null,
    act: ({ id }) => api('deleteProduct', { params: { id } }),
    done: ({ name }) => `${name} is deleted.`,
  })
  return (
    <LoadedPage
      query={product}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Products', href: urls.products() }]}
      title={({ name }) => name}
      actions={({ id }) => (
        <SpaceBetween direction="horizontal" size="xs">
          {may('deleteProduct') && <Button onClick={() => setDeleting(true)}>Delete</Button>}
          {may('replaceProduct') && (
            <Button variant="primary" href={urls.editProduct(id)} onFollow={follow}>
              Edit
            </Button>
          )}
        </SpaceBetween>
      )}
    >
      {(item) => (
        <>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'Price', value: money(item.price, item.currency) },
                { label: 'Stock', value: <Stock count={item.stock} /> },
                { label: 'Category', value: item.category },
                { label: 'SKU', value: <Copyable value={item.sku} label="the SKU" /> },
                { label: 'Added', value: <When at={item.createdAt} /> },
                { label: 'Changed', value: <When at={item.updatedAt} /> },
                { label: 'Id', value: <Copyable value={item.id} label="the id" /> },
              ]}
            />
          </Container>
          {deleting && (
            <ConfirmDialog
              title={`Delete ${item.name}?`}
              confirm="Delete"
              onClose={() => setDeleting(false)}
              onConfirm={async () => {
                remove(item, undefined)
                navigate(urls.products(), { replace: true })
              }}
            >
              It can no longer be ordered. Existing orders keep its name and price.
            </ConfirmDialog>
          )}
        </>
      )}
    </LoadedPage>
  )
}

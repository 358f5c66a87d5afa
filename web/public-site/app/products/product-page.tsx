import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { LoadedPage } from '../../../shared/app/loaded-page.tsx'
import { money } from '../../../shared/app/money.ts'
import { useToast } from '../../../shared/app/toasts.tsx'
import { When } from '../../../shared/app/when.tsx'
import * as urls from '../../urls.ts'
import { NoSuchPage } from '../no-such-page.tsx'
import { useSession } from '../session/session.tsx'
import { Stock } from './stock.tsx'
import { useProduct } from './use-product.ts'

export function ProductPage() {
  const { api, isAdmin } = useSession()
  const product = useProduct()
  const follow = useFollow()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  const [deleting, setDeleting] = useState(false)
  return (
    <LoadedPage
      query={product}
      notFound={<NoSuchPage />}
      crumbs={[{ text: 'Products', href: urls.products() }]}
      title={({ name }) => name}
      actions={({ id }) =>
        isAdmin && (
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setDeleting(true)}>Delete</Button>
            <Button variant="primary" href={urls.editProduct(id)} onFollow={follow}>
              Edit
            </Button>
          </SpaceBetween>
        )
      }
    >
      {({ id, name, sku, category, price, currency, stock, createdAt, updatedAt }) => (
        <>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'Price', value: money(price, currency) },
                { label: 'Stock', value: <Stock count={stock} /> },
                { label: 'Category', value: category },
                { label: 'SKU', value: <Copyable value={sku} label="the SKU" /> },
                { label: 'Added', value: <When at={createdAt} /> },
                { label: 'Changed', value: <When at={updatedAt} /> },
                { label: 'Id', value: <Copyable value={id} label="the id" /> },
              ]}
            />
          </Container>
          {deleting && (
            <ConfirmDialog
              title={`Delete ${name}?`}
              confirm="Delete"
              onClose={() => setDeleting(false)}
              onConfirm={async () => {
                await api('deleteProduct', { params: { id } })
                toast('success', `${name} is deleted.`)
                navigate(urls.products(), { replace: true })
                void queries.invalidateQueries({ queryKey: ['products'] })
              }}
            >
              It goes from the catalogue and cannot be ordered any more. Orders keep what they say of it.
            </ConfirmDialog>
          )}
        </>
      )}
    </LoadedPage>
  )
}

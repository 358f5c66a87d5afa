import Select from '@cloudscape-design/components/select'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { gatherPage } from '../../../shared/app/gather-page.ts'
import { money } from '../../../shared/app/money.ts'
import { useSession } from '../../app/session/session.tsx'
import { useOfferedSorts } from '../../app/session/use-offered-sorts.ts'
import type { ChosenProduct } from './line-values.ts'

const CHOICE = 25
/** By name; where that is not offered, in the order of creation. */
const SORTS = ['name', 'createdAt'] as const

/** Finds a product by name, SKU or category. The service searches, so the number of products does not matter. */
export function ProductSelect(props: { value: ChosenProduct | null; onChange(product: ChosenProduct): void }) {
  const { tenant, api } = useSession()
  const [search, setSearch] = useState('')
  const [isOpen, setOpen] = useState(false)
  const offered = useOfferedSorts('listProducts', SORTS)
  const [sort = 'createdAt'] = offered.sorts
  const { data, isFetching, isError, refetch } = useQuery({
    queryKey: ['products', tenant.tenantId, 'choice', { search, sort }],
    queryFn: ({ signal }) =>
      gatherPage(
        (page) =>
          offered.watch(sort, api('listProducts', { query: { sort, ...(search && { search }), ...page } }, { signal })),
        { limit: CHOICE, idOf: ({ id }) => id },
      ),
    enabled: isOpen && offered.isKnown,
    placeholderData: keepPreviousData,
  })
  const { value } = props
  return (
    <Select
      placeholder="Choose a product"
      filteringType="manual"
      filteringPlaceholder="Search name, SKU or category"
      filteringAriaLabel="Search products"
      statusType={isError ? 'error' : isFetching || !offered.isKnown ? 'loading' : 'finished'}
      loadingText="Searching"
      errorText="The products cannot be shown."
      recoveryText="Try again"
      empty="No product matches"
      selectedOption={value && { value: value.id, label: value.name }}
      options={(data?.items ?? []).map(({ id, name, sku, price, currency, stock }) => ({
        value: id,
        label: name,
        description: sku,
        labelTag: money(price, currency),
        tags: [stock === 0 ? 'Out of stock' : `${stock.toLocaleString()} in stock`],
        disabled: stock === 0,
      }))}
      onFocus={() => setOpen(true)}
      onLoadItems={({ detail }) => {
        setOpen(true)
        setSearch(detail.filteringText)
        if (isError) void refetch()
      }}
      onChange={({ detail }) => {
        const chosen = data?.items.find(({ id }) => id === detail.selectedOption.value)
        if (!chosen) return
        const { id, name, price, currency, stock } = chosen
        props.onChange({ id, name, price, currency, available: stock })
      }}
    />
  )
}

import Select from '@cloudscape-design/components/select'
import type { Column } from './list-table.tsx'
import type { Listing } from './use-listing.ts'

/** The order of a list where it has no column headers to click on: names rise, numbers and moments fall. */
export function SortSelect<Item, Sort extends string>(props: { columns: Column<Item>[]; listing: Listing<Sort> }) {
  const { columns, listing } = props
  const sortable = columns.flatMap(({ sortingField, header, isRowHeader }) =>
    sortingField === undefined
      ? []
      : [{ value: sortingField, label: `Sorted by ${header.toLowerCase()}`, isName: isRowHeader === true }],
  )
  return (
    <Select
      ariaLabel="Order"
      options={sortable}
      selectedOption={sortable.find(({ value }) => value === listing.sort) ?? null}
      onChange={({ detail }) => {
        const chosen = sortable.find(({ value }) => value === detail.selectedOption.value)
        if (chosen) listing.set({ sort: chosen.value as Sort, order: chosen.isName ? 'asc' : 'desc' })
      }}
    />
  )
}

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { type Column, ListTable } from './list-table.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { SearchFurther } from './search-further.tsx'
import { SortSelect } from './sort-select.tsx'
import type { Listing } from './use-listing.ts'
import { useNarrow } from './use-narrow.ts'
import type { Pages } from './use-pages.ts'

export interface PagedTableProps<Item, Sort extends string> {
  /** Names the table to those who do not see it. */
  label: string
  pages: Pages<Item>
  columns: Column<Item>[]
  /** Where columns can be sorted by: their `sortingField`s. */
  listing?: Listing<Sort>
  filter?: ReactNode
  /** Shown when there is nothing, or nothing that was searched for. */
  empty: ReactNode
  header?: string
  /** Below the header. */
  description?: string
  /** Beside the header. */
  actions?: ReactNode
}

/** A list that is sorted and searched by the service, and turned page by page. */
export function PagedTable<Item, Sort extends string = never>(props: PagedTableProps<Item, Sort>) {
  const { label, pages, listing, filter, empty, header, description, actions } = props
  const isNarrow = useNarrow()
  if (pages.error && pages.items.length === 0) return <ProblemAlert error={pages.error} retry={pages.refetch} />
  const columns = listing ? props.columns.map((column) => sortableIn(listing, column)) : props.columns
  const sorted = listing && columns.find(({ sortingField }) => sortingField === listing.sort)
  return (
    <ListTable<Item>
      label={label}
      items={pages.items}
      rowId={pages.idOf}
      columns={columns}
      isLoading={pages.isLoading}
      empty={pages.further?.isOffered ? <Box color="text-body-secondary">Nothing found so far</Box> : empty}
      footer={pages.further && <SearchFurther pages={pages} further={pages.further} />}
      header={
        header !== undefined && (
          <Header variant="h2" description={description} actions={actions}>
            {header}
          </Header>
        )
      }
      filter={
        isNarrow && listing ? (
          <SpaceBetween size="xs">
            {filter}
            <SortSelect columns={columns} listing={listing} />
          </SpaceBetween>
        ) : (
          filter
        )
      }
      sorting={{
        ...(sorted && { sortingColumn: sorted, sortingDescending: listing?.order === 'desc' }),
        ...(listing && {
          onSortingChange: ({ detail }) => {
            const field = detail.sortingColumn.sortingField as Sort | undefined
            if (field !== undefined) listing.set({ sort: field, order: detail.isDescending ? 'desc' : 'asc' })
          },
        }),
      }}
      pagination={
        // A list of one page has nothing to turn.
        (pages.page > 1 || pages.hasNext || pages.isTurning) && (
          <Pagination
            currentPageIndex={pages.page}
            pagesCount={pages.page + (pages.hasNext ? 1 : 0)}
            openEnd={pages.hasNext}
            disabled={pages.isLoading || pages.isTurning}
            onChange={({ detail }) => pages.turn(detail.currentPageIndex)}
          />
        )
      }
    />
  )
}

/** The column; without its sorting while the service does not offer that order. */
function sortableIn<Item>({ sorts }: Listing<string>, column: Column<Item>): Column<Item> {
  const { sortingField, ...rest } = column
  return sortingField === undefined || sorts.includes(sortingField) ? column : rest
}

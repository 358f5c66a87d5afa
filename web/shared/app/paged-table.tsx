import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { ProblemAlert } from './problem-alert.tsx'
import type { Listing } from './use-listing.ts'
import type { Pages } from './use-pages.ts'

export interface PagedTableProps<Item, Sort extends string> {
  /** Names the table to those who do not see it. */
  label: string
  pages: Pages<Item>
  columns: (TableProps.ColumnDefinition<Item> & { id: string })[]
  rowId(item: Item): string
  /** Where columns can be sorted by: their `sortingField`s. */
  listing?: Listing<Sort>
  filter?: ReactNode
  /** Shown when there is nothing, or nothing that was searched for. */
  empty: ReactNode
  header?: ReactNode
}

/** A list as a table: sorted and searched by the service, turned page by page. On a narrow screen it scrolls sideways. */
export function PagedTable<Item, Sort extends string = never>(props: PagedTableProps<Item, Sort>) {
  const { label, pages, columns, rowId, listing, filter, empty, header } = props
  if (pages.error && pages.items.length === 0) return <ProblemAlert error={pages.error} retry={pages.refetch} />
  const sorted = listing && columns.find(({ sortingField }) => sortingField === listing.sort)
  return (
    <Table<Item>
      variant="container"
      items={pages.items}
      trackBy={rowId}
      columnDefinitions={columns}
      loading={pages.isLoading}
      loadingText="Loading"
      wrapLines
      ariaLabels={{ tableLabel: label }}
      empty={empty}
      {...(header !== undefined && { header: <Header>{header}</Header> })}
      {...(filter !== undefined && { filter })}
      {...(sorted && { sortingColumn: sorted, sortingDescending: listing?.order === 'desc' })}
      {...(listing && {
        onSortingChange: ({ detail }) => {
          const field = detail.sortingColumn.sortingField as Sort | undefined
          if (field !== undefined) listing.set({ sort: field, order: detail.isDescending ? 'desc' : 'asc' })
        },
      })}
      pagination={
        <Pagination
          currentPageIndex={pages.page}
          pagesCount={pages.page + (pages.hasNext ? 1 : 0)}
          openEnd={pages.hasNext}
          disabled={pages.isLoading || pages.isTurning}
          onChange={({ detail }) => pages.turn(detail.currentPageIndex)}
        />
      }
    />
  )
}

import Box from '@cloudscape-design/components/box'
import Cards from '@cloudscape-design/components/cards'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { useNarrow } from './use-narrow.ts'
import './list-table.css'

export type Column<Item> = TableProps.ColumnDefinition<Item> & { id: string; header: string }

export interface ListTableProps<Item> {
  /** Names the list to those who do not see it. */
  label: string
  items: readonly Item[]
  columns: Column<Item>[]
  rowId(item: Item): string
  isLoading?: boolean
  empty: ReactNode
  header?: ReactNode
  filter?: ReactNode
  pagination?: ReactNode
  footer?: ReactNode
  sorting?: Pick<TableProps<Item>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'>
}

/** A list: a table where its columns fit, and a card for each row on a narrow screen, so that nothing has to be scrolled sideways. */
export function ListTable<Item>(props: ListTableProps<Item>) {
  const { label, items, columns, rowId, isLoading = false, empty, header, filter, pagination, footer, sorting } = props
  const isNarrow = useNarrow()
  const common = {
    items,
    trackBy: rowId,
    loading: isLoading,
    loadingText: 'Loading',
    empty,
    header,
    filter,
    pagination,
  }
  if (!isNarrow) {
    return (
      <Table<Item>
        {...common}
        {...sorting}
        footer={footer}
        columnDefinitions={columns}
        wrapLines
        ariaLabels={{ tableLabel: label }}
      />
    )
  }
  return (
    <>
      <Cards<Item>
        {...common}
        ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '', cardsLabel: label }}
        cardDefinition={{
          header: (item) => columns.find(({ isRowHeader }) => isRowHeader)?.cell(item),
          sections: [{ id: 'facts', content: (item) => <Facts item={item} columns={columns} /> }],
        }}
      />
      {footer}
    </>
  )
}

/** What the columns beside the first one say. */
function Facts<Item>({ item, columns }: { item: Item; columns: Column<Item>[] }) {
  return (
    <dl className="card-facts">
      {columns
        .filter(({ isRowHeader }) => !isRowHeader)
        .map(({ id, header, cell }) => (
          <div key={id}>
            <Box variant="awsui-key-label" tagOverride="dt">
              {header}
            </Box>
            <dd>{cell(item)}</dd>
          </div>
        ))}
    </dl>
  )
}

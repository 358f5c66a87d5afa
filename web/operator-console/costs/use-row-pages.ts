import { useState } from 'react'
import type { Pages } from '../../shared/app/use-pages.ts'

const PAGE = 20

/** Rows that are all there already, page by page; `list` names what they are of: another one begins at the first page again. */
export function useRowPages<Row>(rows: readonly Row[], idOf: (row: Row) => string, list: string): Pages<Row> {
  const [turned, setTurned] = useState({ list, page: 1 })
  const last = Math.max(1, Math.ceil(rows.length / PAGE))
  const page = turned.list === list ? Math.min(turned.page, last) : 1
  return {
    items: rows.slice((page - 1) * PAGE, page * PAGE),
    idOf,
    isLoading: false,
    isTurning: false,
    error: null,
    refetch() {},
    page,
    hasNext: page < last,
    turn: (wanted) => setTurned({ list, page: wanted }),
    further: null,
  }
}

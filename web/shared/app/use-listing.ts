import { useSearchParams } from 'react-router'

export interface Listing<Sort extends string> {
  search: string
  sort: Sort
  order: 'asc' | 'desc'
  /** The sorts that may be asked for. */
  sorts: readonly Sort[]
  set(change: { search?: string; sort?: Sort; order?: 'asc' | 'desc' }): void
}

/** Search and order of a list. They stand in the address, so that a link, a reload and the back button find the same list. */
export function useListing<Sort extends string>(
  sorts: readonly Sort[],
  standard: { sort: Sort; order: 'asc' | 'desc' },
): Listing<Sort> {
  const [params, setParams] = useSearchParams()
  const asked = params.get('sort')
  return {
    sorts,
    search: params.get('search') ?? '',
    sort: sorts.find((sort) => sort === asked) ?? standard.sort,
    order: params.get('order') === 'asc' ? 'asc' : params.get('order') === 'desc' ? 'desc' : standard.order,
    set(change) {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of Object.entries(change)) {
            if (value) next.set(name, value)
            else next.delete(name)
          }
          return next
        },
        { replace: true },
      )
    },
  }
}

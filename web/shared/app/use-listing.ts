import { useSearchParams } from 'react-router'
import { withParams } from './with-params.ts'

export interface Listing<Sort extends string> {
  search: string
  sort: Sort
  order: 'asc' | 'desc'
  /** The sorts that may be asked for. */
  sorts: readonly Sort[]
  /** Whether it is known that the service offers the sort. */
  isSettled: boolean
  set(change: { search?: string; sort?: Sort; order?: 'asc' | 'desc' }): void
}

/** The sorts that the service offers for a list. */
export interface OfferedSorts<Sort extends string> {
  sorts: readonly Sort[]
  /** False until the service has answered: until then `sorts` are those that it may offer. */
  isKnown: boolean
}

/** Search and order of a list. They stand in the address, so that a link, a reload and the back button find the same list. A sort that is not offered is the standard one. */
export function useListing<Sort extends string>(
  { sorts, isKnown }: OfferedSorts<Sort>,
  standard: { sort: Sort; order: 'asc' | 'desc' },
): Listing<Sort> {
  const [params, setParams] = useSearchParams()
  const asked = params.get('sort')
  const sort = sorts.find((sort) => sort === asked) ?? standard.sort
  return {
    sorts,
    isSettled: isKnown || sort === standard.sort,
    search: (params.get('search') ?? '').trim(),
    sort,
    order: params.get('order') === 'asc' ? 'asc' : params.get('order') === 'desc' ? 'desc' : standard.order,
    set(change) {
      setParams((before) => withParams(before, change), { replace: true })
    },
  }
}

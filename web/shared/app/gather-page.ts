/** What a list answers. A request reads a bounded amount, so a short or empty answer may have a cursor: more may follow. */
export interface PageAnswer<Item> {
  items: Item[]
  nextCursor: string | null
}

/** What a request for a part of a page takes. */
export interface PageRequest {
  limit: number
  cursor?: string
}

/** A page, from as many answers as it took. */
export interface GatheredPage<Item> extends PageAnswer<Item> {
  /** The page is not full, and more may follow. */
  isCutShort: boolean
  /** Requests that were made for it, and those that may be made. */
  requests: number
  allowed: number
}

/** Requests for one page before the person is asked whether to go on. */
const REQUESTS = 5

interface Gathering<Item> {
  limit: number
  cursor?: string | undefined
  /** The page as it was before: one that was allowed more requests than it has had goes on where it ended, any other is read again. */
  kept?: GatheredPage<Item> | undefined
  idOf(item: Item): string
}

/** Fills a page with as many requests as are allowed. */
export async function gatherPage<Item>(
  fetchPage: (page: PageRequest) => Promise<PageAnswer<Item>>,
  { limit, cursor, kept, idOf }: Gathering<Item>,
): Promise<GatheredPage<Item>> {
  const before = kept && isGoingOn(kept) ? kept : { items: [], nextCursor: cursor ?? null, requests: 0 }
  const allowed = kept?.allowed ?? REQUESTS
  let items = [...before.items]
  let { nextCursor, requests } = before
  do {
    const answer = await fetchPage({ limit: limit - items.length, ...(nextCursor !== null && { cursor: nextCursor }) })
    items = withNewer(items, answer.items, idOf)
    nextCursor = answer.nextCursor
    requests += 1
  } while (nextCursor !== null && items.length < limit && requests < allowed)
  return { items, nextCursor, isCutShort: nextCursor !== null && items.length < limit, requests, allowed }
}

/** An item that was changed between two requests may stand in the answers to both: where and as the later one has it is right. */
function withNewer<Item>(items: Item[], newer: Item[], idOf: (item: Item) => string): Item[] {
  const ids = new Set(newer.map(idOf))
  return [...items.filter((item) => !ids.has(idOf(item))), ...newer]
}

/** The page with leave to make some more requests. */
export const allowMore = <Item>(page: GatheredPage<Item>): GatheredPage<Item> => ({
  ...page,
  allowed: page.requests + REQUESTS,
})

/** Whether the page has leave to make requests that were not made yet. */
export const isGoingOn = ({ isCutShort, requests, allowed }: GatheredPage<unknown>): boolean =>
  isCutShort && requests < allowed

/** Whether the page was ever given more than the first requests. */
export const hasGoneOn = ({ allowed }: GatheredPage<unknown>): boolean => allowed > REQUESTS

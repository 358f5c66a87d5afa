interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** Reads a list to its end, page by page of `limit` items: for lists of which it is known that they are short. */
export async function readAll<Item>(
  limit: number,
  fetchPage: (page: { limit: number; cursor?: string | undefined }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await fetchPage({ limit, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

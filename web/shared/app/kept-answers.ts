/** What is kept of an API's answer: one thing, or a page of them. */
type Kept = { id?: unknown; items?: { id: string }[] } | undefined

/** A kept answer as it would be after a change of one thing; `null` takes it out of lists. */
export function changed<Item extends { id: string }>(
  kept: unknown,
  id: string,
  change: (item: Item) => Item | null,
): unknown {
  const answer = kept as Kept
  if (answer?.items) {
    const items = answer.items.flatMap((item) => (item.id === id ? (change(item as Item) ?? []) : [item]))
    return { ...answer, items }
  }
  return answer?.id === id ? (change(answer as Item) ?? kept) : kept
}

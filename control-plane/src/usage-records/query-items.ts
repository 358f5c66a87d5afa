import type { Item, Table } from '@tenantry/toolkit/table.ts'

/** All items of a partition between two sort keys, both inclusive. */
export async function queryItems(
  usage: Pick<Table, 'query'>,
  { pk, first, last, consistent = true }: { pk: string; first: string; last: string; consistent?: boolean },
): Promise<Item[]> {
  const items: Item[] = []
  // DynamoDB refuses such a query. Years after 9999 are texts that come before all others.
  if (first > last) return items
  for (let after: Item | undefined; ; ) {
    const page = await usage.query({
      key: 'pk = :pk AND sk BETWEEN :first AND :last',
      values: { ':pk': pk, ':first': first, ':last': last },
      consistent,
      ...(after && { after }),
    })
    items.push(...page.items)
    after = page.next
    if (!after) return items
  }
}

import type { Answer, Client } from '../acceptance/client.ts'
import { Refused } from './writer.ts'

/** The body of a successful answer; throws Refused for any other. */
export async function called(answering: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answering
  if (status >= 400) throw new Refused(status, `${status} ${JSON.stringify(body)}`)
  return body
}

/** All items of a list, page by page. */
export async function everyItem(api: Client, path: string): Promise<Answer['body'][]> {
  const items: Answer['body'][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Answer['body'] = await called(api.get(`${path}?limit=100${cursor && `&cursor=${cursor}`}`))
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

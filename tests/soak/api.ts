import type { Answer, Client } from '../acceptance/client.ts'
import { eventually } from '../acceptance/eventually.ts'
import { Refused } from './writer.ts'

/** The body of a successful answer; throws Refused for any other. */
export async function called(answering: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answering
  if (status >= 400) throw new Refused(status, `${status} ${JSON.stringify(body)}`)
  return body
}

/** As `called`, for what is only read: a server's error is asked again, for a machine that is busy lets functions time out. */
export function read(ask: () => Promise<Answer>): Promise<Answer['body']> {
  return eventually('an answer that is no server error', async () => {
    const answer = await ask()
    return answer.status < 500 && { body: await called(Promise.resolve(answer)) }
  }).then(({ body }) => body)
}

/** All items of a list, page by page. */
export async function everyItem(api: Client, path: string): Promise<Answer['body'][]> {
  const items: Answer['body'][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Answer['body'] = await read(() => api.get(`${path}?limit=100${cursor && `&cursor=${cursor}`}`))
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'

interface QueueEvent {
  Records: { messageId: string; body: string }[]
}

const dynamodb = new DynamoDBClient({})

/** Fetches each page of the batch; those that fail come again, and end in the dead-letter queue. */
export async function handler({ Records }: QueueEvent) {
  const outcomes = await Promise.all(
    Records.map(async ({ messageId, body: url }) => {
      try {
        await keep(url, await titleOf(url))
        return []
      } catch (error) {
        console.error(`${url}: ${error}`)
        return [{ itemIdentifier: messageId }]
      }
    }),
  )
  return { batchItemFailures: outcomes.flat() }
}

async function titleOf(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
  if (!response.ok) throw new Error(`answered ${response.status}`)
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(await response.text())?.[1]?.trim()
  if (!title) throw new Error('has no title')
  return title
}

const keep = (url: string, title: string) =>
  dynamodb.send(
    new PutItemCommand({
      TableName: process.env.TABLE,
      Item: { url: { S: url }, title: { S: title }, fetchedAt: { S: new Date().toISOString() } },
    }),
  )

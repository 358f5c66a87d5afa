import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

interface ApiEvent {
  httpMethod: string
  body: string | null
}

const dynamodb = new DynamoDBClient({})
const sqs = new SQSClient({})

/** `POST /pages { "url" }` queues a page, `GET /pages` lists what was found so far. */
export async function handler({ httpMethod, body }: ApiEvent) {
  if (httpMethod === 'GET') return answer(200, { pages: await pages() })
  const url = urlIn(body)
  if (!url) return answer(400, { message: 'The body must be { "url": "http…" }.' })
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: url }))
  return answer(202, { url })
}

async function pages() {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: process.env.TABLE }))
  return Items.map(({ url, title }) => ({ url: url?.S, title: title?.S }))
}

function urlIn(body: string | null): string | undefined {
  try {
    const { url } = JSON.parse(body ?? '')
    return /^https?:$/.test(new URL(url).protocol) ? url : undefined
  } catch {
    return undefined
  }
}

const answer = (statusCode: number, body: object) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

// A worker thread that calls as often as it is told, whatever the answers are: the victim's timing is not its business.
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { getter } from './get.ts'

export interface Attack {
  url: string
  token: string
  perSecond: number
}

export interface Attacked {
  /** Answers by status. */
  statuses: Record<string, number>
  seconds: number
  /** One refusal, as a client sees it. */
  refusal: { retryAfter: string | null; body: unknown } | null
}

const TICK_MS = 10
/** Requests under way at one time: the load is bounded, also when answers stay away. */
const MAX_OPEN = 200

const { url, token, perSecond } = z
  .object({ url: z.string(), token: z.string(), perSecond: z.number() })
  .parse(workerData)
const get = getter()
let timer: NodeJS.Timeout | undefined
let attacked: Attacked
let began = 0
let sent = 0
let open = 0

async function call(): Promise<void> {
  open += 1
  try {
    const { status, headers, body } = await get(url, token)
    attacked.statuses[status] = (attacked.statuses[status] ?? 0) + 1
    if (status === 429) attacked.refusal ??= { retryAfter: headers['retry-after'] ?? null, body: JSON.parse(body) }
  } finally {
    open -= 1
  }
}

function tick(): void {
  const due = Math.floor(((performance.now() - began) / 1000) * perSecond)
  for (; sent < due && open < MAX_OPEN; sent++) void call()
  sent = Math.max(sent, due)
}

parentPort?.on('message', async (order: 'start' | 'stop') => {
  if (order === 'start') {
    attacked = { statuses: {}, seconds: 0, refusal: null }
    began = performance.now()
    sent = 0
    timer = setInterval(tick, TICK_MS)
  } else {
    clearInterval(timer)
    attacked.seconds = (performance.now() - began) / 1000
    parentPort?.postMessage(attacked)
  }
})

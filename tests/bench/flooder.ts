// A worker thread that signs tenants up, so many in a second, and confirms each with the code from the outbox.
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { client } from '../acceptance/client.ts'
import { codeIn } from '../acceptance/onboarding.ts'

export interface Flood {
  /** Of the control plane. */
  url: string
  outbox: string
  perSecond: number
}

export interface Flooded {
  /** Answers by call and status. */
  answers: Record<string, number>
  seconds: number
}

const TICK_MS = 20
/** Seconds of flood before the neighbour is measured, so that onboardings run meanwhile. */
const AHEAD_MS = 3000

const { url, outbox, perSecond } = z
  .object({ url: z.string(), outbox: z.string(), perSecond: z.number() })
  .parse(workerData)
const api = client(url)
const Mails = z.array(z.object({ to: z.string(), text: z.string() }))
let names = 0
let timer: NodeJS.Timeout | undefined
let flooded: Flooded
let began = 0
let sent = 0
/** Registrations that wait for their code, by address. */
let unconfirmed = new Map<string, string>()

const count = (call: string, status: number) => {
  flooded.answers[`${call} ${status}`] = (flooded.answers[`${call} ${status}`] ?? 0) + 1
}

async function signUp(): Promise<void> {
  const email = `flood-${++names}@flood.example`
  const { status, body } = await api.post('/registrations', { tenantName: `Flood ${names}`, email, tier: 'Basic' })
  count('register', status)
  if (status === 202) unconfirmed.set(email, body.registrationId)
}

/** Reads the outbox once for all who wait. */
async function confirmAll(): Promise<void> {
  if (unconfirmed.size === 0) return
  const waiting = unconfirmed
  unconfirmed = new Map()
  const mails = Mails.parse(await (await fetch(outbox)).json())
  for (const { to, text } of mails) {
    const [id, code] = [waiting.get(to), codeIn(text)]
    if (id === undefined || code === undefined) continue
    count('confirm', (await api.post(`/registrations/${id}/confirm`, { code })).status)
  }
}

function tick(): void {
  const due = Math.floor(((performance.now() - began) / 1000) * perSecond)
  for (; sent < due; sent++) {
    void signUp()
    if (sent % perSecond === 0) void confirmAll()
  }
}

parentPort?.on('message', (order: 'start' | 'stop') => {
  if (order === 'start') {
    flooded = { answers: {}, seconds: 0 }
    began = performance.now()
    sent = 0
    timer = setInterval(tick, TICK_MS)
    setTimeout(() => parentPort?.postMessage('under way'), AHEAD_MS)
  } else {
    clearInterval(timer)
    flooded.seconds = (performance.now() - began) / 1000
    parentPort?.postMessage(flooded)
  }
})

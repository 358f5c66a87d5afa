import { createHash, timingSafeEqual } from 'node:crypto'
import { type HttpAnswer, type HttpRequest, jsonAnswer } from '../core/cloud-service.ts'
import type { Outbox } from '../core/faces.ts'
import { isLoopback } from '../core/loopback.ts'

const PATH = '/outbox'

/** The outbox's address below the endpoint, with the key that opens it. */
export const outboxPath = (outbox: Outbox): string => `${PATH}?key=${outbox.key}`

/**
 * The mails that were sent, for whoever knows the outbox's key: every user of the machine reaches the port. Undefined for another request;
 * a signed one asks S3 for a bucket of this name.
 */
export function serveOutbox(outbox: Outbox, { method, url, headers }: HttpRequest): HttpAnswer | undefined {
  if (method !== 'GET' || url.split('?')[0] !== PATH || headers.authorization) return undefined
  const keys = new URL(url, 'http://localhost').searchParams.getAll('key')
  const opens = keys.length === 1 && keys.every((key) => sameText(key, outbox.key))
  if (isLoopback(headers.host) && opens) return jsonAnswer(200, outbox.list())
  const message =
    'The outbox asks for its key: use the URL that is printed at the start, and written into the data folder.'
  return jsonAnswer(403, { message })
}

/** In constant time, whatever the lengths. */
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

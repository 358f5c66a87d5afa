import { createCipheriv, createDecipheriv } from 'node:crypto'
import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import { type CursorKeys, cursorKeys } from './cursor-keys.ts'
import type { System } from './system.ts'
import type { Table } from './table.ts'

/**
 * What a cursor belongs to, besides the deployment: the tenant, the list, its order and its search, and whatever else makes it another list.
 * It is authenticated and not in the cursor, so a cursor opens for exactly this list.
 */
export type ListName = readonly (string | number | boolean | null | undefined)[]

/** Positions in lists, as texts that tell nothing and cannot be made by others. */
export interface Cursors {
  encode(list: ListName, position: object): Promise<string>
  /** ApiError INVALID_CURSOR for what `encode` did not make for this list. */
  decode<Schema extends z.ZodMiniType>(list: ListName, schema: Schema, text: string): Promise<z.output<Schema>>
}

const ALGORITHM = 'aes-256-gcm'
const KEY_ID_BYTES = 4
/** https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf: random nonces of 96 bits bear 2^32 cursors of a key. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Positions are filled up to a multiple of this: their length tells nothing of a text that is sorted by. */
const PADDING = 64
/** A position has a text of at most 400 bytes that is sorted by, each of which may take six in JSON. */
const MAX_LENGTH = 4096

const Text = z.string().check(z.maxLength(MAX_LENGTH), z.regex(/^[\w-]+$/))

/** `<key id><nonce><ciphertext><tag>` in base64url, by the keys of the lists table. */
export function openCursors(
  table: Pick<Table, 'get' | 'put'>,
  system: Pick<System, 'now' | 'random' | 'bytes'>,
): Cursors {
  const keys = cursorKeys(table, system)
  return {
    async encode(list, position) {
      const key = await keys.newest()
      const nonce = system.bytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, Buffer.from(key.secret, 'base64'), nonce).setAAD(boundTo(list))
      const sealed = Buffer.concat([cipher.update(padded(position)), cipher.final(), cipher.getAuthTag()])
      return Buffer.concat([Buffer.from(key.id, 'hex'), nonce, sealed]).toString('base64url')
    },
    async decode(list, schema, text) {
      const found = z.safeParse(schema, await open(keys, list, text))
      if (!found.success) throw invalidCursor()
      return found.data
    },
  }
}

/** What is in a cursor; undefined when it is none, or none of this list. */
async function open(keys: CursorKeys, list: ListName, text: string): Promise<unknown> {
  if (!z.safeParse(Text, text).success) return undefined
  const bytes = Buffer.from(text, 'base64url')
  const [id, nonce, sealed, tag] = [
    bytes.subarray(0, KEY_ID_BYTES),
    bytes.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES),
    bytes.subarray(KEY_ID_BYTES + NONCE_BYTES, -TAG_BYTES),
    bytes.subarray(-TAG_BYTES),
  ]
  // Two texts that end in different unused bits would be the same bytes.
  if (sealed.length === 0 || bytes.toString('base64url') !== text) return undefined
  const key = await keys.byId(id.toString('hex'))
  if (!key) return undefined
  const decipher = createDecipheriv(ALGORITHM, Buffer.from(key.secret, 'base64'), nonce, { authTagLength: TAG_BYTES })
    .setAAD(boundTo(list))
    .setAuthTag(tag)
  try {
    return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString())
  } catch {
    return undefined
  }
}

const boundTo = (list: ListName): Buffer => Buffer.from(JSON.stringify(list.map((part) => part ?? null)))

function padded(position: object): Buffer {
  const text = Buffer.from(JSON.stringify(position))
  return Buffer.concat([text, Buffer.alloc((PADDING - (text.length % PADDING)) % PADDING, ' ')])
}

const invalidCursor = (): ApiError =>
  new ApiError('INVALID_CURSOR', 'The cursor does not belong to this list. Begin at its first page.', {
    field: 'cursor',
  })

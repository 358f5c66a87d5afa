import { CURSOR_KEYS_ID } from '@tenantry/contracts/lists-table.ts'
import * as z from 'zod/mini'
import type { System } from './system.ts'
import { ConditionFailed, type Table } from './table.ts'

const CursorKey = z.object({
  /** Eight hexadecimal digits. Every cursor names its key. */
  id: z.string().check(z.regex(/^[0-9a-f]{8}$/)),
  /** 32 bytes in base64. */
  secret: z.string(),
  /** Milliseconds since the epoch. */
  madeAt: z.number(),
})
export type CursorKey = z.infer<typeof CursorKey>

/** Newest first; it is the one that new cursors are encrypted with. */
const KeyRing = z.object({ keys: z.array(CursorKey).check(z.minLength(1)), version: z.int() })
type KeyRing = z.infer<typeof KeyRing>

const DAY_MS = 86_400_000
/** A key encrypts for so long; the one before it still decrypts. So a cursor lives between one and two of these. */
const ROTATION_MS = 30 * DAY_MS
/** How long a function uses the ring without looking again. */
const FRESH_MS = 3_600_000
/** A cursor that names an unknown key makes the function look again, but not more often than this: anybody can invent one. */
const RELOAD_MS = 10_000

export interface CursorKeys {
  newest(): Promise<CursorKey>
  byId(id: string): Promise<CursorKey | undefined>
}

/** The keys of a deployment's cursors. The first function that needs one makes it, and whoever finds it old makes the next. */
export function cursorKeys(
  table: Pick<Table, 'get' | 'put'>,
  system: Pick<System, 'now' | 'random' | 'bytes'>,
): CursorKeys {
  let ring: { keys: CursorKey[]; loadedAt: number } | undefined
  let loading: Promise<CursorKey[]> | undefined

  const ringWithin = async (ms: number): Promise<CursorKey[]> => {
    if (ring && system.now() - ring.loadedAt < ms) return ring.keys
    loading ??= load().finally(() => {
      loading = undefined
    })
    return loading
  }

  async function load(): Promise<CursorKey[]> {
    const loadedAt = system.now()
    const keys = await currentKeys()
    ring = { keys, loadedAt }
    return keys
  }

  async function currentKeys(): Promise<CursorKey[]> {
    const stored = await read()
    const [newest] = stored?.keys ?? []
    if (stored && newest && system.now() - newest.madeAt < ROTATION_MS) return stored.keys
    const next: KeyRing = {
      keys: [makeKey(), ...(newest ? [newest] : [])],
      version: (stored?.version ?? 0) + 1,
    }
    try {
      await table.put(
        { id: CURSOR_KEYS_ID, ...next },
        {
          condition: 'attribute_not_exists(id) OR #version < :version',
          names: { '#version': 'version' },
          values: { ':version': next.version },
        },
      )
      return next.keys
    } catch (error) {
      // Another function was faster; a condition that failed answers what it found.
      if (error instanceof ConditionFailed) return z.parse(KeyRing, error.item).keys
      throw error
    }
  }

  async function read(): Promise<KeyRing | undefined> {
    const item = await table.get({ id: CURSOR_KEYS_ID })
    return item && z.parse(KeyRing, item)
  }

  const makeKey = (): CursorKey => ({
    id: system.random(8, '0123456789abcdef'),
    secret: system.bytes(32).toString('base64'),
    madeAt: system.now(),
  })

  return {
    async newest() {
      const [newest] = await ringWithin(FRESH_MS)
      if (!newest) throw new Error('A ring has at least one key')
      return newest
    },
    async byId(id) {
      const find = (keys: CursorKey[]) => keys.find((key) => key.id === id)
      return find(await ringWithin(FRESH_MS)) ?? find(await ringWithin(RELOAD_MS))
    },
  }
}

import type { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import type { Digest } from '@tenantry/contracts/move-data.ts'
import type { DataPlace } from './data-place.ts'

/** Work on a tenant's data in one place: what was begun there before writes nothing any more. */
export interface PlaceWork {
  place: DataPlace
  /** What each request that writes says. */
  mine: { tenantId: string; epoch: number }
}

export async function beginWork(place: DataPlace, tenantId: string): Promise<PlaceWork> {
  const { epoch } = await place.ask('begin-work', { tenantId })
  return { place, mine: { tenantId, epoch } }
}

/** Data on its way from one place to another. */
export interface Transfer {
  from: PlaceWork
  to: PlaceWork
}

export const beginTransfer = async (tenantId: string, from: DataPlace, to: DataPlace): Promise<Transfer> => ({
  from: await beginWork(from, tenantId),
  to: await beginWork(to, tenantId),
})

/** Copies the next megabyte or so. Answers where to go on, and how many items these were. */
export async function copyPage(
  { from, to }: Transfer,
  cursor: DataCursor | null,
): Promise<{ cursor: DataCursor | null; copied: number }> {
  const { items, cursor: next } = await from.place.ask('read-items', { tenantId: from.mine.tenantId, cursor })
  if (items.length > 0) await to.place.ask('write-items', { ...to.mine, items })
  return { cursor: next, copied: items.length }
}

/** Brings over what a page of the journal names, as it is now, and forgets the page. Answers how many entries it had, and whether there are more. */
export async function replayPage({ from, to }: Transfer): Promise<{ entries: number; more: boolean }> {
  const { tenantId } = from.mine
  const { entries, changed, more } = await from.place.ask('read-journal', { tenantId })
  if (changed.length > 0) await to.place.ask('write-items', { ...to.mine, items: changed })
  // What changed since the items were read has entries of its own, which are not among these.
  if (entries.length > 0) await from.place.ask('forget-entries', { tenantId, entries })
  return { entries: entries.length, more }
}

/** Empties the journal behind a fence, where nothing is added to it. */
export async function replayAll(transfer: Transfer): Promise<void> {
  while ((await replayPage(transfer)).entries > 0);
}

/** Milliseconds for which what was begun may still end, once nothing begins any more. */
const CLOSING_MS = 500

/** Raises the fence where the data is, and brings over all that was written before it stood. From then on the two places are the same. */
export async function fenceAndReplay(transfer: Transfer, sleep: (ms: number) => Promise<void>): Promise<void> {
  const { place, mine } = transfer.from
  await place.ask('set-fence', { ...mine, state: 'closing' })
  await Promise.all([replayAll(transfer), sleep(CLOSING_MS)])
  await place.ask('set-fence', { ...mine, state: 'raised' })
  await replayAll(transfer)
}

/** Seconds within which an item must not expire to be compared: either place may delete one whose time has come. */
const EXPIRY_MARGIN = 3600

/** Counts and hashes of all that moves; throws CopyDiffers when the places are not the same. */
export async function compare(
  tenantId: string,
  { from, to }: { from: DataPlace; to: DataPlace },
  nowMs: number,
): Promise<Digest> {
  const expireAfter = Math.floor(nowMs / 1000) + EXPIRY_MARGIN
  const [source, target] = await Promise.all([digestOf(from), digestOf(to)])
  for (const store of new Set([...Object.keys(source), ...Object.keys(target)])) {
    const [theirs, ours] = [source[store], target[store]]
    if (theirs?.count !== ours?.count || theirs?.hash !== ours?.hash)
      throw new CopyDiffers(
        `${store} has ${theirs?.count} items, and its copy ${ours?.count} (${theirs?.hash}, ${ours?.hash})`,
      )
  }
  return source

  async function digestOf(place: DataPlace): Promise<Digest> {
    const total: Digest = {}
    let cursor: DataCursor | null = null
    do {
      const page: { cursor: DataCursor | null; digest: Digest } = await place.ask('digest', {
        tenantId,
        cursor,
        expireAfter,
      })
      for (const [store, { count, hash }] of Object.entries(page.digest)) {
        const sum = total[store] ?? { count: 0, hash: '0' }
        total[store] = { count: sum.count + count, hash: added(sum.hash, hash) }
      }
      cursor = page.cursor
    } while (cursor)
    return total
  }
}

/** Both sums are below 2²⁵⁶, and so is theirs. */
const added = (one: string, other: string): string =>
  ((BigInt(`0x${one}`) + BigInt(`0x${other}`)) % 2n ** 256n).toString(16)

/** The data in the two places is not the same: nothing is switched. */
export class CopyDiffers extends Error {
  override name = 'CopyDiffers'
}

/** Deletes the data where the tenant is not served; the place itself refuses where it is. */
export async function removeData({ place, mine }: PlaceWork): Promise<void> {
  let cursor: DataCursor | null = null
  do {
    const page: { cursor: DataCursor | null } = await place.ask('remove-items', { ...mine, cursor })
    cursor = page.cursor
  } while (cursor)
}

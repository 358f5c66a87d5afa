import type { ExportFile } from '@tenantry/contracts/exports.ts'
import type { FileCursor } from '@tenantry/contracts/tenant-data.ts'
import { listAttributes } from '@tenantry/toolkit/list-attributes.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { add, zeros } from './count-items.ts'
import { ExportUnusable } from './export-folder.ts'
import { itemOfLine } from './export-line.ts'
import { type Line, linesOf } from './export-lines.ts'
import type { RunOperation } from './operation.ts'
import type { Store } from './stores.ts'

/** Items that are written at once. */
const PAGE = 500

/** Writes the items of the files of entities, under the keys that they had; what lists derive from them is derived anew. */
export const restoreItems: RunOperation<'restore'> = async (services, { tenantId, exportId, cursor }) => {
  const { stores, writingOf, folderOf, hasTime } = services
  const restored = stores.filter(({ entity }) => entity !== null)
  const counts = zeros(restored)
  const folder = await folderOf(tenantId, exportId)
  const { files } = await folder.manifest()
  for (const [index, file] of files.entries()) {
    if (index < (cursor?.file ?? 0)) continue
    const store = restored.find(({ name }) => name === file.store)
    if (!store) continue
    const fromByte = index === cursor?.file ? cursor.byte : 0
    if (!hasTime()) return { cursor: { file: index, byte: fromByte }, counts }
    const table = await writingOf(store, tenantId)
    const lines = linesOf(await folder.read(file.name, fromByte), fromByte)
    for await (const page of pagesOf(lines)) {
      await table.writeMany({ put: page.map(({ text }) => itemOf(store, tenantId, text, file)) })
      add(counts, store.name, page.length)
      const byte = page.at(-1)?.end ?? fromByte
      if (!hasTime() && byte < file.bytes) return { cursor: { file: index, byte } satisfies FileCursor, counts }
    }
  }
  return { cursor: null, counts }
}

async function* pagesOf(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let page: Line[] = []
  for await (const line of lines) {
    if (page.push(line) < PAGE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

/** The item of a line, which must be this tenant's. One that its entity does not know any more is kept as it was. */
function itemOf({ entity }: Store, tenantId: string, text: string, file: ExportFile): Item {
  const item = itemOfLine(text)
  if (!z.safeParse(z.object({ shardId: z.string().check(z.startsWith(`${tenantId}-`)), id: z.string() }), item).success)
    throw new ExportUnusable(`A line of ${file.name} is no item of ${tenantId}`)
  const content = entity && z.safeParse(entity.schema, item)
  if (!entity || !content?.success) return item
  return { ...item, ...listAttributes(entity, content.data.id, content.data) }
}

import type { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import { EXPORT_FORMAT, type ExportFile, type ExportManifest } from '@tenantry/contracts/exports.ts'
import type { DataRequest } from '@tenantry/contracts/tenant-data.ts'
import type { ExportFolder } from './export-folder.ts'
import { lineOf } from './export-line.ts'
import type { DataServices, RunOperation } from './operation.ts'
import { storePages } from './store-pages.ts'
import type { Store } from './stores.ts'
import { inPartition } from './walk-stores.ts'

/**
 * Writes the items of a tenant into files, one for each store, or more where a store takes several calls. A file is never written again: its
 * name is its own, so calls that run twice do not disturb one another, and the manifest names the files of one of them.
 */
export const exportItems: RunOperation<'export'> = async (services, request) => {
  const { tenantId, exportId } = request
  const folder = await services.folderOf(tenantId, exportId)
  const exported = services.stores.filter(({ isExported }) => isExported)
  const files = [...request.files]
  let { cursor } = request
  const first = cursor ? exported.findIndex(({ name }) => name === cursor?.store) : 0
  for (const store of exported.slice(Math.max(first, 0))) {
    if (!services.hasTime()) return { cursor: { store: store.name, partition: 0, after: null }, files, manifest: null }
    const written = await exportStore(services, { tenantId, folder, store, from: cursor })
    if (written.file) files.push(written.file)
    if (written.cursor) return { cursor: written.cursor, files, manifest: null }
    cursor = null
  }
  const manifest = manifestOf(exported, request, files, new Date(services.system.now()).toISOString())
  await folder.writeManifest(manifest)
  return { cursor: null, files, manifest }
}

interface StoreExport {
  tenantId: string
  folder: ExportFolder
  store: Store
  from: DataCursor | null
}

/** Writes one file with the items of a store; none where it has no more items. */
async function exportStore(
  { readingOf, hasTime, system }: DataServices,
  { tenantId, folder, store, from }: StoreExport,
): Promise<{ file: ExportFile | null; cursor: DataCursor | null }> {
  const pages = storePages({
    stores: [store],
    tenantId,
    from,
    hasTime,
    async read(_, partition, after) {
      const table = await readingOf(store, tenantId)
      return table.query({ ...inPartition(store, partition), ...(after && { after }) })
    },
  })
  let items = 0
  async function* chunks() {
    for await (const { page } of pages) {
      items += page.items.length
      if (page.items.length > 0) yield Buffer.from(page.items.map(lineOf).join(''))
    }
  }
  const bytes = chunks()
  const begun = await bytes.next()
  if (begun.done) return { file: null, cursor: pages.cursor() }
  const name = `${store.name}-${system.uuid()}.ndjson`
  const written = await folder.write(name, startingWith(begun.value, bytes))
  return { file: { name, store: store.name, items, ...written }, cursor: pages.cursor() }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>) {
  yield first
  yield* rest
}

function manifestOf(
  exported: readonly Store[],
  { exportId, tenant }: DataRequest<'export'>,
  files: ExportFile[],
  exportedAt: string,
): ExportManifest {
  const sum = (store: string, of: 'items' | 'bytes') =>
    files.filter((file) => file.store === store).reduce((total, file) => total + file[of], 0)
  const stores = exported.map(({ name }) => [name, { items: sum(name, 'items'), bytes: sum(name, 'bytes') }])
  return { format: EXPORT_FORMAT, exportId, tenant, exportedAt, stores: Object.fromEntries(stores), files }
}

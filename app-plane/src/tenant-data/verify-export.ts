import { createHash } from 'node:crypto'
import { PLATFORM_STORES } from '@tenantry/contracts/tenant-data.ts'
import { ExportUnusable } from './export-folder.ts'
import type { RunOperation } from './operation.ts'

/** Reads the files of an export, and fails when one of them is not what the manifest says, or holds what this deployment does not know. */
export const verifyExport: RunOperation<'verify'> = async (services, { tenantId, exportId, cursor }) => {
  const { stores, folderOf, hasTime } = services
  const folder = await folderOf(tenantId, exportId)
  const manifest = await folder.manifest()
  if (manifest.tenant.tenantId !== tenantId || manifest.exportId !== exportId)
    throw new ExportUnusable(
      `The manifest of ${exportId} is of ${manifest.tenant.tenantId}, export ${manifest.exportId}`,
    )
  const known = new Set<string>([...PLATFORM_STORES, ...stores.map(({ name }) => name)])
  const unknown = manifest.files.find(({ store }) => !known.has(store))
  if (unknown) throw new ExportUnusable(`${exportId} holds ${unknown.store}, which this deployment does not have`)
  for (const [index, file] of manifest.files.entries()) {
    if (index < (cursor?.file ?? 0)) continue
    if (!hasTime()) return { cursor: { file: index, byte: 0 }, manifest }
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of await folder.read(file.name, 0)) {
      hash.update(chunk)
      bytes += chunk.length
    }
    if (bytes !== file.bytes || hash.digest('hex') !== file.sha256)
      throw new ExportUnusable(`The file ${file.name} of ${exportId} is not what its manifest says`)
  }
  return { cursor: null, manifest }
}

import { createHash } from 'node:crypto'
import { ExportUnusable } from './export-folder.ts'
import type { RunOperation } from './operation.ts'

/** Reads the files of an export, and fails when one of them is not what the manifest says. */
export const verifyExport: RunOperation<'verify'> = async ({ folderOf, hasTime }, { tenantId, exportId, cursor }) => {
  const folder = await folderOf(tenantId, exportId)
  const manifest = await folder.manifest()
  if (manifest.tenant.tenantId !== tenantId || manifest.exportId !== exportId)
    throw new ExportUnusable(
      `The manifest of ${exportId} is of ${manifest.tenant.tenantId}, export ${manifest.exportId}`,
    )
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

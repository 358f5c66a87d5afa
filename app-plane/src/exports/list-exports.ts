import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, type S3Client } from '@aws-sdk/client-s3'
import { ExportId, ExportManifest, exportPrefix, MANIFEST } from '@tenantry/contracts/exports.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import * as z from 'zod/mini'
import type { ExportView } from './api.ts'
import type { TenantFiles } from './tenant-files.ts'

/** So many are shown: exports expire, and each is asked for by hand. */
const LATEST = 20
/** Exports of the days after which they expire. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const MOST = 1000

export const listExports = ({ files, bucket }: { files: TenantFiles; bucket: string }) =>
  inTenant(async ({ tenantId }) => {
    const client = await files(tenantId)
    const { CommonPrefixes = [] } = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: `${tenantId}/`, Delimiter: '/', MaxKeys: MOST }),
    )
    const ids = CommonPrefixes.flatMap(({ Prefix = '' }) => {
      const id = z.safeParse(ExportId, Prefix.split('/')[1])
      return id.success ? [id.data] : []
    })
    const latest = ids.toSorted().toReversed().slice(0, LATEST)
    const items = await Promise.all(
      latest.map(async (id): Promise<ExportView> => ({ id, manifest: await manifestOf(client, bucket, tenantId, id) })),
    )
    return ok({ items, nextCursor: null })
  })

async function manifestOf(client: S3Client, Bucket: string, tenantId: string, id: string) {
  try {
    const Key = `${exportPrefix(tenantId, id)}${MANIFEST}`
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    return z.parse(ExportManifest, JSON.parse((await Body?.transformToString()) ?? ''))
  } catch (error) {
    if (error instanceof NoSuchKey) return null
    throw error
  }
}

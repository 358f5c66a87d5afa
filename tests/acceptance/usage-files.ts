import { gunzipSync } from 'node:zlib'
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { USAGE_FILES, usageBucketName } from '@tenantry/infra/names.ts'

/** Every line of the files of usage, as they lie in the bucket now. */
export async function usageLines({
  aws,
  region,
  accountId,
  credentials,
}: Endpoints): Promise<Record<string, unknown>[]> {
  const client = new S3Client({ endpoint: aws, region, credentials, forcePathStyle: true })
  const Bucket = usageBucketName({ accountId, region })
  const lines: Record<string, unknown>[] = []
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: `${USAGE_FILES}/` })) {
    for (const { Key = '' } of Contents) {
      if (!/^usage\/\d{4}\/\d\d\/\d\d\/\d\d\//.test(Key)) throw new Error(`${Key} is not in the folder of an hour`)
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
      const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString()
      lines.push(
        ...text
          .trimEnd()
          .split('\n')
          .filter(isOurs)
          .map((line) => JSON.parse(line)),
      )
    }
  }
  return lines
}

/** CloudWatch Logs tries each destination by a message of its own. */
const isOurs = (line: string): boolean => !line.startsWith('CWL CONTROL MESSAGE')

import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { Principal } from '../../core/principal.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import { LIMITS } from '../limits.ts'
import type { ObjectStore } from '../publish-assets.ts'
import type { Engine } from '../stack-run.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html, and the path style that S3 has on the local endpoint.
const VIRTUAL_HOST = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/
const PATH_STYLE_HOST = /^s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/

/** For the table of support. */
export const NO_YAML = 'no templates in YAML'

interface Given {
  TemplateBody?: string | undefined
  TemplateURL?: string | undefined
}

/** A template's text, from the request or from S3, which is read with the rights of whoever asks. */
export async function templateSource(
  engine: Engine,
  objects: ObjectStore,
  { TemplateBody, TemplateURL }: Given,
  principal: Principal,
): Promise<string> {
  if ((TemplateBody === undefined) === (TemplateURL === undefined)) {
    throw templateError('Either Template URL or Template Body must be specified.')
  }
  if (TemplateBody !== undefined) {
    if (Buffer.byteLength(TemplateBody) > LIMITS.templateBodyBytes) {
      throw templateError(
        `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${LIMITS.templateBodyBytes}`,
      )
    }
    return json(TemplateBody)
  }
  const { bucket, key } = location(String(TemplateURL), engine.context.endpoint())
  try {
    engine.iam.authorize(principal, [{ action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` }])
    const body = await objects.get(bucket, key)
    if (body.length > LIMITS.templateObjectBytes)
      throw templateError(`Template may not exceed ${LIMITS.templateObjectBytes} bytes in size.`)
    return json(body.toString('utf8'))
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'ValidationError') throw error
    const reason = error.code === 'AccessDenied' ? 'Access Denied' : error.message
    throw templateError(
      `S3 error: ${reason}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    )
  }
}

function location(text: string, endpoint: string): { bucket: string; key: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const path = decodeURIComponent(url?.pathname.slice(1) ?? '')
  if (url?.search) throw new Unsupported(`a TemplateURL with the query ${url.search}`)
  const virtual = VIRTUAL_HOST.exec(url?.hostname ?? '')?.[1]
  if (virtual && path) return { bucket: virtual, key: path }
  const [, bucket, key] = /^([^/]+)\/(.+)$/.exec(path) ?? []
  const ours = url && (url.origin === endpoint || PATH_STYLE_HOST.test(url.hostname))
  if (!ours || !bucket || !key) throw templateError('TemplateURL must be a supported URL.')
  return { bucket, key }
}

/** The CDK writes JSON; CloudFormation takes YAML too. */
function json(text: string): string {
  if (!text.trimStart().startsWith('{')) throw new Unsupported('templates in YAML')
  try {
    JSON.parse(text)
  } catch {
    throw templateError('Template format error: JSON not well-formed.')
  }
  return text
}

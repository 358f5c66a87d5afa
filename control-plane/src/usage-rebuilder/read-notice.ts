import * as z from 'zod/mini'

/** What S3 says of new objects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const Notice = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal('aws:s3'),
      eventName: z.string().check(z.startsWith('ObjectCreated:')),
      s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
    }),
  ),
})
/** S3 sends it when the bucket is told of the queue. */
const TestNotice = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') })

/** The keys of new files. Throws for what is no notice of this bucket. */
export function readNotice(bucket: string, body: string): string[] {
  const json: unknown = JSON.parse(body)
  if (z.safeParse(TestNotice, json).success) return []
  return z.parse(Notice, json).Records.map(({ s3 }) => {
    if (s3.bucket.name !== bucket) throw new Error(`The notice is about the bucket ${s3.bucket.name}`)
    // A key is encoded as in a form: a space is a plus.
    return decodeURIComponent(s3.object.key.replaceAll('+', ' '))
  })
}

import type { CloudContext } from '../core/cloud-context.ts'

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisfirehose.html */
export const streamArn = ({ region, accountId }: Pick<CloudContext, 'region' | 'accountId'>, name: string): string =>
  `arn:aws:firehose:${region}:${accountId}:deliverystream/${name}`

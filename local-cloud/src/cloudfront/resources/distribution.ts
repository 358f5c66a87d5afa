import * as z from 'zod'
import { LOWER_ALPHANUMERIC, stableToken, UPPER_ALPHANUMERIC } from '../../core/ids.ts'
import { calls } from '../../core/resource-access.ts'
import { type ResourceContext, resourceType } from '../../core/resource-type.ts'
import type { CloudFrontServices } from '../cloudfront-services.ts'
import { DistributionConfig } from '../distribution-config.ts'

const Properties = z.strictObject({ DistributionConfig })

/**
 * A site on a loopback port of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-distribution.html
 */
export function distributionType({
  context,
  distributions,
  servers,
}: Pick<CloudFrontServices, 'context' | 'distributions' | 'servers'>) {
  const deployed = (id: string, domain: string) => ({
    physicalId: id,
    attributes: { Id: id, DomainName: domain },
  })
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::CloudFront::Distribution',
    attributes: ['Id', 'DomainName'],
    properties: Properties,
    meaningless: { Tags: 'nothing here reads the tags of distributions' },
    access: calls(
      {
        create: ['cloudfront:CreateDistribution'],
        update: ['cloudfront:UpdateDistribution'],
        delete: ['cloudfront:DeleteDistribution'],
      },
      ({ current }) => `arn:aws:cloudfront::${context.accountId}:distribution/${current?.physicalId ?? '*'}`,
    ),
    async create({ DistributionConfig: config }, { stackName, stackId, logicalId }: ResourceContext) {
      const seed = `${stackId}/${logicalId}`
      const id = `E${stableToken(13, seed, UPPER_ALPHANUMERIC)}`
      const domain = `d${stableToken(13, `domain of ${seed}`, LOWER_ALPHANUMERIC)}.cloudfront.net`
      // A deployment that was cut short has made it already.
      const port = distributions.get(id)?.port ?? 0
      await servers.serve({ id, stack: stackName, domain, port, config })
      return deployed(id, domain)
    },
    async update({ DistributionConfig: config }, { physicalId }, _previous, { stackName }) {
      const current = distributions.get(physicalId)
      if (!current) throw new Error(`there is no distribution ${physicalId}`)
      await servers.serve({ ...current, stack: stackName, config })
      return deployed(physicalId, current.domain)
    },
    delete: ({ physicalId }) => servers.remove(physicalId),
  })
}

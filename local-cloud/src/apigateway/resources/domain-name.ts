import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { only } from '../../core/only.ts'
import { type Deployed, resourceType } from '../../core/resource-type.ts'
import { limitExceeded } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { MAX_DOMAIN_NAMES } from '../limits.ts'
import type { DomainName } from '../stores/domain-name.ts'
import { gatewayAccess } from './gateway-access.ts'
import { meaninglessTags } from './tags.ts'

/** Regional API Gateway's in us-east-1. https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
const HOSTED_ZONE_ID = 'Z1UJRXOUMOOFQ8'

const Properties = z.strictObject({
  DomainName: z.string().regex(/^(?=.{1,255}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  RegionalCertificateArn: z.string().regex(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/.+$/),
  EndpointConfiguration: z.strictObject({ Types: z.tuple([only('REGIONAL')]) }),
  SecurityPolicy: z.enum(['TLS_1_0', 'TLS_1_2']).default('TLS_1_2'),
})
type Properties = z.output<typeof Properties>

/** A regional domain, which serves the APIs that are mapped below it. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-domainname.html */
export function domainNameType(gateway: Gateway) {
  const { config, context } = gateway
  const put = (properties: Properties, stack: string): Deployed => {
    const { DomainName: name, RegionalCertificateArn: certificateArn, SecurityPolicy: securityPolicy } = properties
    const domain: DomainName = { name, stack, certificateArn, securityPolicy }
    config.put('domain-name', '', name, domain)
    return {
      physicalId: name,
      attributes: {
        DomainNameArn: `arn:aws:apigateway:${context.region}::/domainnames/${name}`,
        RegionalDomainName: `d-${stableToken(10, name)}.execute-api.${context.region}.amazonaws.com`,
        RegionalHostedZoneId: HOSTED_ZONE_ID,
      },
    }
  }
  return resourceType<Properties>({
    type: 'AWS::ApiGateway::DomainName',
    attributes: ['DomainNameArn', 'RegionalDomainName', 'RegionalHostedZoneId'],
    properties: Properties,
    partly: 'regional ones; the endpoint speaks no TLS, so certificates and their policy are kept and not used',
    meaningless: meaninglessTags,
    createOnly: ['DomainName'],
    named: { by: ({ DomainName: name }) => name, exists: (name) => config.get('domain-name', '', name) !== undefined },
    access: gatewayAccess(gateway, () => 'domainnames'),
    create(properties, { stackName }) {
      const { DomainName: name } = properties
      if (!config.get('domain-name', '', name) && config.list('domain-name').length >= MAX_DOMAIN_NAMES)
        throw limitExceeded('Maximum number of custom domain names has been reached')
      return put(properties, stackName)
    },
    update: (properties, _current, _previous, { stackName }) => put(properties, stackName),
    delete({ physicalId }) {
      for (const { basePath } of config.list('base-path-mapping', physicalId))
        config.remove('base-path-mapping', physicalId, basePath)
      config.remove('domain-name', '', physicalId)
    },
  })
}

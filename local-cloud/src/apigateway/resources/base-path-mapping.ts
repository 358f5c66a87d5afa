import * as z from 'zod'
import { type Deployed, resourceType } from '../../core/resource-type.ts'
import { notFound } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { gatewayAccess } from './gateway-access.ts'

const Properties = z.strictObject({
  DomainName: z.string(),
  BasePath: z
    .string()
    .regex(/^[\w$.+!*'()-]*$/, { error: "letters, digits and $-_.+!*'()" })
    .default(''),
  RestApiId: z.string(),
  Stage: z.string().optional(),
})
type Properties = z.output<typeof Properties>

/** What AWS calls the mapping of a domain's root. https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMapping.html */
const NONE = '(none)'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-basepathmapping.html */
export function basePathMappingType(gateway: Gateway) {
  const { config } = gateway
  const put = (properties: Properties): Deployed => {
    const { DomainName: domain, RestApiId: apiId, Stage } = properties
    const basePath = basePathOf(properties)
    if (!config.get('domain-name', '', domain)) throw notFound('Invalid domain name identifier specified')
    if (!config.get('rest-api', '', apiId)) throw notFound('Invalid API identifier specified')
    if (Stage !== undefined && !config.get('stage', apiId, Stage)) throw notFound('Invalid stage identifier specified')
    config.put('base-path-mapping', domain, basePath, { domain, basePath, apiId, stage: Stage ?? null })
    return { physicalId: idOf(properties), attributes: {} }
  }
  return resourceType<Properties>({
    type: 'AWS::ApiGateway::BasePathMapping',
    attributes: [],
    properties: Properties,
    createOnly: ['DomainName', 'BasePath'],
    named: { by: idOf, exists: (id) => config.get('base-path-mapping', ...partsOf(id)) !== undefined },
    access: gatewayAccess(gateway, ({ DomainName }) => `domainnames/${DomainName}/basepathmappings`, {
      id: ({ properties }) => basePathOf(properties) || NONE,
    }),
    create: put,
    update: put,
    delete({ physicalId }) {
      config.remove('base-path-mapping', ...partsOf(physicalId))
    },
  })
}

const basePathOf = ({ BasePath }: Properties): string => (BasePath === NONE ? '' : BasePath)
const idOf = (properties: Properties): string => `${properties.DomainName}|${basePathOf(properties)}`

function partsOf(id: string): [domain: string, basePath: string] {
  const [domain = '', basePath = ''] = id.split('|')
  return [domain, basePath]
}

import { NO_API_DOMAIN } from '@tenantry/contracts/deployment.ts'
import { CfnCondition, CfnOutput, CfnParameter, Fn } from 'aws-cdk-lib'
import { CfnDomainName } from 'aws-cdk-lib/aws-apigateway'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { BASE_PARAMETERS } from '../names.ts'

/**
 * The host that all tenants' APIs share, each with a base path of its own, so that a page's policy can name it before they are there. Without
 * one the pool is served by the host that API Gateway generates, and no tier can have silos.
 */
export function apiDomain(scope: Construct): void {
  const name = new CfnParameter(scope, 'ApiDomain', {
    description:
      "Host of all tenants' APIs, for example api.example.com; empty without one, and then no tier has silos",
    allowedPattern: '^([a-z0-9-]+(\\.[a-z0-9-]+)+)?$',
    maxLength: 255,
    default: '',
  }).valueAsString
  const certificate = new CfnParameter(scope, 'ApiCertificate', {
    description: 'ARN of the issued ACM certificate of ApiDomain, of this account and Region',
    allowedPattern: '^(arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+)?$',
    default: '',
  }).valueAsString
  const isGiven = new CfnCondition(scope, 'HasApiDomain', {
    expression: Fn.conditionNot(Fn.conditionEquals(name, '')),
  })
  const domain = new CfnDomainName(scope, 'Apis', {
    domainName: name,
    regionalCertificateArn: certificate,
    endpointConfiguration: { types: ['REGIONAL'] },
    securityPolicy: 'TLS_1_2',
  })
  domain.cfnOptions.condition = isGiven
  new StringParameter(scope, 'PublishedApiDomain', {
    parameterName: BASE_PARAMETERS.apiDomain,
    stringValue: Fn.conditionIf(isGiven.logicalId, domain.ref, NO_API_DOMAIN).toString(),
  })
  new CfnOutput(scope, 'ApiDomainTarget', {
    description: 'What the DNS name of ApiDomain is to be an alias of',
    value: domain.attrRegionalDomainName,
    condition: isGiven,
  })
}

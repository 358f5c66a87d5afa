import { NO_API_DOMAIN } from '@tenantry/contracts/deployment.ts'
import { CfnCondition, Fn } from 'aws-cdk-lib'
import { CfnBasePathMapping, type RestApi } from 'aws-cdk-lib/aws-apigateway'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { BASE_PARAMETERS } from '../names.ts'

/** The one host of all tenants' APIs, if the deployment has one. */
export interface ApiDomain {
  name: string
  isGiven: CfnCondition
  /** One value with a domain, another without. */
  ifGiven(value: string, otherwise: string): string
}

/** The domain that the base has made. */
export function apiDomain(scope: Construct): ApiDomain {
  const name = StringParameter.valueForStringParameter(scope, BASE_PARAMETERS.apiDomain)
  const isGiven = new CfnCondition(scope, 'HasApiDomain', {
    expression: Fn.conditionNot(Fn.conditionEquals(name, NO_API_DOMAIN)),
  })
  return {
    name,
    isGiven,
    ifGiven: (value, otherwise) => Fn.conditionIf(isGiven.logicalId, value, otherwise).toString(),
  }
}

export interface Mapping {
  mapping: CfnBasePathMapping
  /** Where the API is served by it, with a slash at the end. */
  url: string
}

/** Serves an API below the domain. The base path is the API's alone: another stack's is an error of the deployment. */
export function mapApi(
  scope: Construct,
  { api, domainName, basePath }: { api: RestApi; domainName: string; basePath: string },
): Mapping {
  const mapping = new CfnBasePathMapping(scope, 'ApiMapping', {
    domainName,
    basePath,
    restApiId: api.restApiId,
    stage: api.deploymentStage.stageName,
  })
  return { mapping, url: Fn.join('', [apiOrigin(domainName), basePath, '/']) }
}

/** What a Content Security Policy names so that pages may call every API below the domain. */
export const apiOrigin = (domainName: string): string => Fn.join('', ['https://', domainName, '/'])

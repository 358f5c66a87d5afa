import type { ResourceType } from '../../core/resource-type.ts'
import type { Gateway } from '../gateway.ts'
import { accountType } from './account.ts'
import { apiKeyType } from './api-key.ts'
import { authorizerType } from './authorizer.ts'
import { deploymentType } from './deployment.ts'
import { gatewayResponseType } from './gateway-response.ts'
import { methodType } from './method.ts'
import { resourceResourceType } from './resource.ts'
import { restApiType } from './rest-api.ts'
import { stageType } from './stage.ts'
import { usagePlanType } from './usage-plan.ts'
import { usagePlanKeyType } from './usage-plan-key.ts'

/** Every `AWS::ApiGateway::*` type that templates may use. */
export const resourceTypes = (gateway: Gateway): ResourceType[] => [
  accountType(gateway),
  restApiType(gateway),
  resourceResourceType(gateway),
  methodType(gateway),
  authorizerType(gateway),
  gatewayResponseType(gateway),
  deploymentType(gateway),
  stageType(gateway),
  usagePlanType(gateway),
  usagePlanKeyType(gateway),
  apiKeyType(gateway),
]

import type { Operations } from '../../core/service.ts'
import type { Gateway } from '../gateway.ts'
import { createApiKey } from './api-keys/create-api-key.ts'
import { deleteApiKey } from './api-keys/delete-api-key.ts'
import { getApiKey } from './api-keys/get-api-key.ts'
import { getApiKeys } from './api-keys/get-api-keys.ts'
import { updateApiKey } from './api-keys/update-api-key.ts'
import { getResources } from './rest-apis/get-resources.ts'
import { getRestApi } from './rest-apis/get-rest-api.ts'
import { getRestApis } from './rest-apis/get-rest-apis.ts'
import { getStage } from './rest-apis/get-stage.ts'
import { getStages } from './rest-apis/get-stages.ts'
import { getUsage } from './usage/get-usage.ts'
import { updateUsage } from './usage/update-usage.ts'
import { createUsagePlanKey } from './usage-plan-keys/create-usage-plan-key.ts'
import { deleteUsagePlanKey } from './usage-plan-keys/delete-usage-plan-key.ts'
import { getUsagePlanKey } from './usage-plan-keys/get-usage-plan-key.ts'
import { getUsagePlanKeys } from './usage-plan-keys/get-usage-plan-keys.ts'
import { createUsagePlan } from './usage-plans/create-usage-plan.ts'
import { deleteUsagePlan } from './usage-plans/delete-usage-plan.ts'
import { getUsagePlan } from './usage-plans/get-usage-plan.ts'
import { getUsagePlans } from './usage-plans/get-usage-plans.ts'
import { updateUsagePlan } from './usage-plans/update-usage-plan.ts'

/** The control plane's operations, by name. */
export const operations = (gateway: Gateway): Operations => ({
  CreateApiKey: createApiKey(gateway),
  GetApiKey: getApiKey(gateway),
  GetApiKeys: getApiKeys(gateway),
  UpdateApiKey: updateApiKey(gateway),
  DeleteApiKey: deleteApiKey(gateway),
  CreateUsagePlan: createUsagePlan(gateway),
  GetUsagePlan: getUsagePlan(gateway),
  GetUsagePlans: getUsagePlans(gateway),
  UpdateUsagePlan: updateUsagePlan(gateway),
  DeleteUsagePlan: deleteUsagePlan(gateway),
  CreateUsagePlanKey: createUsagePlanKey(gateway),
  GetUsagePlanKey: getUsagePlanKey(gateway),
  GetUsagePlanKeys: getUsagePlanKeys(gateway),
  DeleteUsagePlanKey: deleteUsagePlanKey(gateway),
  GetUsage: getUsage(gateway),
  UpdateUsage: updateUsage(gateway),
  GetRestApi: getRestApi(gateway),
  GetRestApis: getRestApis(gateway),
  GetStage: getStage(gateway),
  GetStages: getStages(gateway),
  GetResources: getResources(gateway),
})

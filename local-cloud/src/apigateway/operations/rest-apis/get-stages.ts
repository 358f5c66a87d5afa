import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { findRestApi } from './describe-rest-api.ts'
import { describeStage } from './describe-stage.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export const getStages = (gateway: Gateway): Operation<{ restApiId: string; deploymentId?: string }> => ({
  input: { restApiId: true, deploymentId: true },
  http: { method: 'GET', path: '/restapis/{restApiId}/stages' },
  access: ({ restApiId }) => access(gateway.context, 'GET', 'restapis', restApiId, 'stages'),
  run({ restApiId, deploymentId }) {
    const stages = gateway.config.list('stage', findRestApi(gateway, restApiId).id)
    const wanted = stages.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId)
    return { item: wanted.map(describeStage) }
  },
})

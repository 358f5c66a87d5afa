import type { Operation } from '../../../core/service.ts'
import { notFound } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { findRestApi } from './describe-rest-api.ts'
import { describeStage } from './describe-stage.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export const getStage = (gateway: Gateway): Operation<{ restApiId: string; stageName: string }> => ({
  input: { restApiId: true, stageName: true },
  http: { method: 'GET', path: '/restapis/{restApiId}/stages/{stageName}' },
  access: ({ restApiId, stageName }) => access(gateway.context, 'GET', 'restapis', restApiId, 'stages', stageName),
  run({ restApiId, stageName }) {
    const stage = gateway.config.get('stage', findRestApi(gateway, restApiId).id, stageName)
    if (!stage) throw notFound('Invalid stage identifier specified')
    return describeStage(stage)
  },
})

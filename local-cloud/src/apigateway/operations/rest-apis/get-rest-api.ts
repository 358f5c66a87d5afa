import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { describeRestApi, findRestApi } from './describe-rest-api.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const getRestApi = (gateway: Gateway): Operation<{ restApiId: string }> => ({
  input: { restApiId: true },
  http: { method: 'GET', path: '/restapis/{restApiId}' },
  access: ({ restApiId }) => access(gateway.context, 'GET', 'restapis', restApiId),
  run: ({ restApiId }) => describeRestApi(findRestApi(gateway, restApiId)),
})

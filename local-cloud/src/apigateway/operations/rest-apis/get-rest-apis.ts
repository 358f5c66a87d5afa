import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { type PageInput, pageOf } from '../pages.ts'
import { describeRestApi } from './describe-rest-api.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const getRestApis = (gateway: Gateway): Operation<PageInput> => ({
  input: { position: true, limit: true },
  http: { method: 'GET', path: '/restapis' },
  access: () => access(gateway.context, 'GET', 'restapis'),
  run(page) {
    const { item, ...rest } = pageOf(gateway.config.list('rest-api'), page)
    return { item: item.map(describeRestApi), ...rest }
  },
})

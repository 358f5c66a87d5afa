import type { CloudService } from '../../core/cloud-service.ts'
import type { StageRequest, StageResponse } from './stage-request.ts'

const STAGE = /^\/execute-api\/([a-z0-9]+)\/([\w-]+)(\/[^?]*)?(?:\?(.*))?$/

/** Stages are served at `/execute-api/<api id>/<stage>/`. */
export const stageRoute =
  (handle: (request: StageRequest) => Promise<StageResponse>): NonNullable<CloudService['answer']> =>
  ({ url, ...request }) => {
    const stage = STAGE.exec(url)
    if (!stage) return undefined
    const [, apiId = '', stageName = '', path = '/', query = ''] = stage
    return handle({ ...request, apiId, stageName, path, query })
  }

import type { CloudService, HttpRequest } from '../../core/cloud-service.ts'
import type { DomainTarget, Unmapped } from './domain-route.ts'
import type { StageRequest, StageResponse } from './stage-request.ts'

const STAGE = /^\/execute-api\/([a-z0-9]+)\/([\w-]+)(\/[^?]*)?(?:\?(.*))?$/

interface StageHandler {
  handle(request: StageRequest): Promise<StageResponse>
  /** What AWS answers where there is no stage. */
  noStage(): StageResponse
}

/** Stages are served at `/execute-api/<api id>/<stage>/`, and where custom domains map them. */
export const stageRoute =
  (
    domainOf: (request: HttpRequest) => DomainTarget | Unmapped | undefined,
    { handle, noStage }: StageHandler,
  ): NonNullable<CloudService['answer']> =>
  (request) => {
    const { url, ...rest } = request
    const target = domainOf(request)
    if (target === 'unmapped') return noStage()
    if (target) return handle({ ...rest, ...target })
    const stage = STAGE.exec(url)
    if (!stage) return undefined
    const [, apiId = '', stageName = '', path = '/', query = ''] = stage
    return handle({ ...rest, apiId, stageName, path, query, domain: null })
  }

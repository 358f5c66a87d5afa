import type { ApiKeySource, Throttle } from '../stores/rest-api-config.ts'
import type { CompiledAuthorizer } from './authorizer/compile-authorizer.ts'
import type { Exchange, NamedMethod, NamedStage } from './exchange.ts'
import type { GatewayResponseType } from './gateway-error.ts'
import type { RouteTree } from './route-tree.ts'
import type { StageResponse } from './stage-request.ts'
import type { AccessLog } from './templates/compile-access-log.ts'
import type { CompiledGatewayResponse } from './templates/compile-gateway-response.ts'

/** A stage and its deployment, ready to serve. */
export interface CompiledStage extends NamedStage {
  apiKeySource: ApiKeySource
  routes: RouteTree<CompiledMethod>
  gatewayResponses: Map<GatewayResponseType, CompiledGatewayResponse>
  accessLog: AccessLog | null
}

/** One verb of one resource. */
export interface CompiledMethod extends NamedMethod {
  /** `ANY` or a verb. */
  verb: string
  authorizer: CompiledAuthorizer | null
  apiKeyRequired: boolean
  /** The stage's throttle that this method counts against, with the bucket it shares. */
  throttle: { bucket: string; limit: Throttle } | null
  integrate(exchange: Exchange): StageResponse | Promise<StageResponse>
}

/** A request on its way through a compiled stage. */
export type StageExchange = Exchange<CompiledStage, CompiledMethod>

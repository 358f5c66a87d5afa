import type { CloudContext } from '../../core/cloud-context.ts'
import type { LogWriter } from '../../core/faces.ts'
import type { Deployment, Method, Stage } from '../stores/rest-api-config.ts'
import { compileAuthorizer } from './authorizer/compile-authorizer.ts'
import type { ResultCache } from './authorizer/result-cache.ts'
import type { CompiledMethod, CompiledStage } from './compiled-stage.ts'
import type { Invoker } from './integration/invoke-function.ts'
import { lambdaProxy } from './integration/lambda-proxy.ts'
import { mock } from './integration/mock.ts'
import { addRoute, emptyTree } from './route-tree.ts'
import { stageThrottle } from './stage-throttle.ts'
import { accessLog } from './templates/compile-access-log.ts'
import { compileGatewayResponse, isGatewayResponseType } from './templates/compile-gateway-response.ts'

export interface Compiler {
  context: CloudContext
  logs: LogWriter
  invoker: Invoker
  results: ResultCache
}

/** Prepares a stage once, so that a request only looks up and runs. */
export function compileStage(compiler: Compiler, apiId: string, stage: Stage, deployment: Deployment): CompiledStage {
  const { context, logs } = compiler
  const { snapshot } = deployment
  const paths = new Map(snapshot.resources.map(({ id, path }) => [id, path]))
  const authorizers = new Map(
    snapshot.authorizers.map((one) => [one.id, compileAuthorizer(one, compiler.invoker, compiler.results)]),
  )
  const routes = emptyTree<CompiledMethod>()
  for (const method of snapshot.methods) {
    const resourcePath = paths.get(method.resourceId)
    if (resourcePath === undefined) continue
    const compiled: CompiledMethod = {
      resourceId: method.resourceId,
      resourcePath,
      verb: method.httpMethod,
      authorizer: method.authorizerId === null ? null : (authorizers.get(method.authorizerId) ?? lost(method)),
      apiKeyRequired: method.apiKeyRequired,
      throttle: stageThrottle(apiId, stage, resourcePath, method.httpMethod),
      integrate:
        method.integration.type === 'MOCK'
          ? mock(method.integration, method)
          : lambdaProxy(method.integration, compiler.invoker),
    }
    addRoute(routes, resourcePath, compiled)
  }
  return {
    accountId: context.accountId,
    apiId,
    name: stage.name,
    deploymentId: deployment.id,
    domainName: `${apiId}.execute-api.${context.region}.amazonaws.com`,
    arn: `arn:aws:execute-api:${context.region}:${context.accountId}:${apiId}`,
    apiKeySource: snapshot.apiKeySource,
    isTraced: stage.tracingEnabled === true,
    variables: Object.keys(stage.variables).length > 0 ? stage.variables : null,
    routes,
    gatewayResponses: new Map(
      snapshot.gatewayResponses.flatMap((response) =>
        isGatewayResponseType(response.responseType)
          ? [[response.responseType, compileGatewayResponse(response)] as const]
          : [],
      ),
    ),
    accessLog: accessLog(context, logs, apiId, stage),
  }
}

/** A method never opens because its authorizer is not there. */
function lost({ authorizerId }: Method): never {
  throw new Error(`the deployment has no authorizer ${authorizerId}`)
}

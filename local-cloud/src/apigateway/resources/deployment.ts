import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { resourceType } from '../../core/resource-type.ts'
import { badRequest, notFound } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { compileStage } from '../stage/compile-stage.ts'
import { takeSnapshot } from '../stores/take-snapshot.ts'
import { childOf, idsOf } from './child-id.ts'
import { gatewayAccess } from './gateway-access.ts'

/** A snapshot of the API as it stands. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-deployment.html */
export function deploymentType(gateway: Gateway) {
  const {
    config,
    compiler,
    context: { clock },
  } = gateway
  return resourceType({
    type: 'AWS::ApiGateway::Deployment',
    attributes: ['DeploymentId'],
    properties: z.strictObject({ RestApiId: z.string() }),
    createOnly: ['RestApiId'],
    meaningless: { Description: 'a text for people: no operation here reads it' },
    access: gatewayAccess(gateway, ({ RestApiId }) => `restapis/${RestApiId}/deployments`),
    create({ RestApiId }, context) {
      const api = config.get('rest-api', '', RestApiId)
      if (!api) throw notFound('Invalid API identifier specified')
      const id = stableToken(6, context.physicalName())
      const snapshot = takeSnapshot(config, api)
      if (snapshot.methods.length === 0) throw badRequest("The REST API doesn't contain any methods")
      const now = clock.now()
      const deployment = {
        id,
        createdAt: now,
        snapshot,
      }
      // What could not be served fails the deployment, not the first request.
      const stage = { name: 'check', deploymentId: id, variables: {}, methodSettings: [], accessLog: null }
      compileStage(compiler, RestApiId, { ...stage, createdAt: now, updatedAt: now }, deployment)
      config.put('deployment', RestApiId, id, deployment)
      return { ...childOf(RestApiId, id), attributes: { DeploymentId: id } }
    },
    update: (_properties, current) => current,
    delete(current) {
      const [apiId, id] = idsOf(current)
      if (config.list('stage', apiId).some((stage) => stage.deploymentId === id)) {
        throw badRequest('Active stages pointing to this deployment must be moved or deleted')
      }
      config.remove('deployment', apiId, id)
    },
  })
}

import type { Rule } from '../rule.ts'
import { member, ofType, type Template, textOf } from '../template.ts'

/** The fields of an authorizer's answer that are no secret. */
const AUTHORIZER_FIELDS = new Set([
  'tenantId',
  'tier',
  'userId',
  'role',
  'error',
  'status',
  'latency',
  'requestId',
  'integrationStatus',
  'principalId',
])
const IDENTITY_FIELDS = new Set(['sourceIp', 'userAgent'])

export const fullEventLogging: Rule = {
  id: 'full-event-logging',
  fix: 'List the fields that are logged one by one, and none that holds credentials, tokens, keys or bodies.',
  check: (template) => [...accessLogs(template), ...stateMachines(template)],
}

function accessLogs(template: Template) {
  return ofType(template, 'AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage').flatMap(({ logicalId, Properties }) => {
    const settings = Properties.AccessLogSetting ?? Properties.AccessLogSettings
    const format = textOf(member(settings, 'Format'))
    const fields = format.match(/\$(?:context(?:\.\w+)*|input[\w.()$']*|stageVariables[\w.]*)/g) ?? []
    return fields
      .filter(isSecret)
      .map((field) => ({ logicalId, what: `logs ${field} in its access log, which may hold a secret` }))
  })
}

function isSecret(field: string): boolean {
  const [root, group, name] = field.split('.')
  if (root !== '$context' || group === undefined) return true
  if (group === 'authorizer') return name === undefined || !AUTHORIZER_FIELDS.has(name)
  if (group === 'identity') return name === undefined || !IDENTITY_FIELDS.has(name)
  return /^(requestOverride|responseOverride|customDomain\.\w*token)$/i.test(group)
}

function stateMachines(template: Template) {
  return ofType(template, 'AWS::StepFunctions::StateMachine')
    .filter(({ Properties }) => {
      const { LoggingConfiguration: logging } = Properties
      return String(member(logging, 'IncludeExecutionData')) === 'true' && member(logging, 'Level') !== 'OFF'
    })
    .map(({ logicalId }) => ({ logicalId, what: 'logs the input and output of every state' }))
}

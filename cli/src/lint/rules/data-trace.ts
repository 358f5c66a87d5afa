import type { Rule } from '../rule.ts'
import { listOf, member, ofType, type Resource } from '../template.ts'

export const dataTrace: Rule = {
  id: 'data-trace',
  fix: 'Set DataTraceEnabled to false: it writes whole requests, and what authorizers answer, to a log.',
  check: (template) =>
    ofType(template, 'AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment', 'AWS::ApiGatewayV2::Stage')
      .filter((stage) => settingsOf(stage).some((settings) => String(member(settings, 'DataTraceEnabled')) === 'true'))
      .map(({ logicalId }) => ({ logicalId, what: 'writes full requests and responses to a log (data trace)' })),
}

function settingsOf({ Properties }: Resource): unknown[] {
  return [
    ...listOf(Properties.MethodSettings),
    ...listOf(member(Properties.StageDescription, 'MethodSettings')),
    Properties.StageDescription,
    Properties.DefaultRouteSettings,
    ...Object.values(Properties.RouteSettings ?? {}),
  ]
}

import type { Rule } from '../rule.ts'
import { member, ofType } from '../template.ts'

export const logGroupRetention: Rule = {
  id: 'log-group-retention',
  fix: 'Give the log group a RetentionInDays; have a function log to a group of the template (LoggingConfig.LogGroup).',
  check: (template) => [
    ...ofType(template, 'AWS::Logs::LogGroup')
      .filter(({ Properties }) => Properties.RetentionInDays === undefined)
      .map(({ logicalId }) => ({ logicalId, what: 'keeps its logs for ever' })),
    ...ofType(template, 'AWS::Lambda::Function')
      .filter(({ Properties }) => member(Properties.LoggingConfig, 'LogGroup') === undefined)
      .map(({ logicalId }) => ({
        logicalId,
        what: 'logs to a group that Lambda makes, which keeps its logs for ever',
      })),
  ],
}

import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import { noted, type Writer } from '../writer.ts'

const logGroupName = '/soak'
const logStreamName = 'lines'

/** Lines of CloudWatch Logs. */
export function logLines(endpoints: Endpoints): Writer {
  const logs = new CloudWatchLogsClient(account(endpoints))
  const stored = ledger<true>('log line')
  let line = 0
  return {
    name: 'log lines',
    count: stored.count,
    async prepare() {
      await logs.send(new CreateLogGroupCommand({ logGroupName }))
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    },
    write() {
      line += 1
      const key = `line ${line}`
      const logEvents = [{ timestamp: Date.now(), message: key }]
      const send = () => logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
      return noted(stored, { key, value: true, send })
    },
    async check() {
      const found = new Map<string, true>()
      for (let nextToken: string | undefined, first = true; first || nextToken; first = false) {
        const page = await logs.send(new FilterLogEventsCommand({ logGroupName, nextToken }))
        for (const { message = '' } of page.events ?? []) found.set(message, true)
        nextToken = page.nextToken
      }
      return stored.compare(found)
    },
  }
}

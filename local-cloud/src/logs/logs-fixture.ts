import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { openDatabase } from '../core/database.ts'
import { randomIds } from '../core/ids.ts'
import type { ResourceContext } from '../core/resource-type.ts'
import { runOperation } from '../core/run-operation.ts'
import type { Call, Service } from '../core/service.ts'

/** For tests: a context over a fresh data folder, or over one that an earlier context has left behind. */
export function testContext(
  dataDir = mkdtempSync(join(tmpdir(), 'local-cloud-')),
): CloudContext & { clock: ReturnType<typeof movableClock>; lines: string[] } {
  const database = openDatabase(dataDir)
  onTestFinished(() => {
    if (database.isOpen) database.close()
  })
  const lines: string[] = []
  return {
    accountId: '000000000000',
    region: 'us-east-1',
    database,
    dataDir,
    clock: movableClock(),
    ids: randomIds,
    endpoint: () => 'http://127.0.0.1:4566',
    lines,
    log: (line) => void lines.push(line),
  }
}

/** For tests: calls an operation as the account's administrator, past the endpoint. */
export function caller(service: Service) {
  const call: Call = {
    principal: { kind: 'root', arn: 'arn:aws:iam::000000000000:root', accountId: '000000000000', accessKeyId: 'AKIA' },
    requestId: 'request',
    sourceIp: '127.0.0.1',
    headers: {},
  }
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  return async (operation: string, input: object): Promise<any> => {
    if (service.protocol === 'raw') throw new Error('has no operations')
    return runOperation(service, operation, input, call)
  }
}

/** For tests: the deployment of one resource. */
export const resourceContext = (logicalId: string, stackName = 'stack'): ResourceContext => ({
  stackName,
  stackId: `arn:aws:cloudformation:us-east-1:000000000000:stack/${stackName}/1`,
  logicalId,
  physicalName: (maxLength = 255) => `${stackName}-${logicalId}-ABCDEFGH`.slice(0, maxLength),
})

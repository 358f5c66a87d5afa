import { type CostLine, costLine, counted } from './cost-line.ts'

/** What a thousand tenants do in a month. Their requests are those of the bench's price of telemetry (docs/performance.md). */
export const BUSY = {
  tenants: 1_000,
  requestsOfATenant: 49_000,
  peopleOfATenant: 5,
  /** Of requests, in reads of an item (a list reads more) and in writes, of which each is a transaction with its event and record. */
  readUnits: 1.5,
  writtenShare: 0.2,
  writeUnitsOfAWrite: 8,
  /** An answer of the authorizer is kept for 20 seconds. */
  authorizedShare: 0.1,
  /** As billed, at this memory. */
  ms: 15,
  memoryMb: 512,
  /** Usage line, access log and Lambda's report. */
  logBytes: 2_400,
  /** The same, compressed, as Firehose takes it in. */
  firehoseBytes: 300,
  tracedShare: 0.05,
  /** Written requests: outbox, bus, queue, worker. */
  eventsOfAWrite: 1,
  queueRequestsOfAnEvent: 3,
  storedBytesOfATenant: 20 * 2 ** 20,
}

/** What they add to an idle deployment. */
export function busyCost(use = BUSY): CostLine[] {
  const requests = use.tenants * use.requestsOfATenant
  const writes = requests * use.writtenShare
  const events = writes * use.eventsOfAWrite
  const invocations = requests * (1 + use.authorizedShare) + events
  const millions = (amount: number) => `${counted(amount / 1e6)} million`
  return [
    costLine(`${millions(requests)} requests of the API`, ['apiGatewayRequests', requests]),
    costLine(
      `${millions(invocations)} invocations of ${use.ms} ms at ${use.memoryMb} MB`,
      ['lambdaArm', invocations * use.ms * use.memoryMb],
      ['lambdaRequestsArm', invocations],
    ),
    costLine(
      `tables: ${use.readUnits} read units a request, ${use.writeUnitsOfAWrite} write units a write`,
      ['dynamodbReadUnits', requests * use.readUnits],
      ['dynamodbWriteUnits', writes * use.writeUnitsOfAWrite],
    ),
    costLine(
      `tables: ${counted((use.tenants * use.storedBytesOfATenant) / 2 ** 30)} GB stored, with recovery to a point in time`,
      ['dynamodbStorage', use.tenants * use.storedBytesOfATenant * 730],
      ['dynamodbRecovery', use.tenants * use.storedBytesOfATenant * 730],
    ),
    costLine(`logs: ${counted(use.logBytes)} bytes an invocation`, ['logBytes', invocations * use.logBytes]),
    costLine(`Firehose: ${counted(use.firehoseBytes)} bytes an invocation`, [
      'firehoseBytes',
      invocations * use.firehoseBytes,
    ]),
    costLine(`traces of ${use.tracedShare * 100} % of requests`, ['traces', requests * use.tracedShare]),
    costLine(
      `${millions(events)} events with their queue`,
      ['events', events],
      ['sqsRequests', events * use.queueRequestsOfAnEvent],
    ),
    costLine(`${counted(use.tenants * use.peopleOfATenant)} people who sign in`, [
      'monthlyUsers',
      use.tenants * use.peopleOfATenant,
    ]),
  ]
}

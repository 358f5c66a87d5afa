import { auditReader } from '@tenantry/control-plane/audit/audit-reader.ts'
import { auditIntents } from '@tenantry/toolkit/audit.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { testDynamo } from './dynamodb.ts'

/** An audit in a real table: what a function records around its changes, and what is recorded, oldest first. */
export async function testIntents(writer: string) {
  const audit = table(await testDynamo('audit'), 'audit')
  const readAudit = auditReader(audit)
  return {
    intents: auditIntents(audit, writer, system),
    entries: async () => (await readAudit({ filter: {}, limit: 100, after: null })).entries.toReversed(),
  }
}

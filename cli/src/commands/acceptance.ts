import { resolve } from 'node:path'
import { declareCommand } from '../command/declare-command.ts'
import { test } from './test.ts'

/** The journey of a stranger through the whole product, on this machine or on any deployed stack. */
export const acceptance = declareCommand({
  name: 'acceptance',
  about: 'The journey of a stranger through the whole product, on this machine or on any deployed stack.',
  options: { deployed: { value: 'FILE', help: 'the endpoints file of deployed stacks' } },
  async run({ values: { deployed } }, env) {
    const target = deployed ? { TENANTRY_DEPLOYED_ENDPOINTS: resolve(deployed) } : {}
    return test(['tests/acceptance/journey.test.ts'], { ...env, ...target })
  },
})

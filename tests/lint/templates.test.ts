import { describe, lint } from '@tenantry/cli/lint/lint.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { expect, test } from 'vitest'

test('every template of ours follows the rules of docs/rules', async () => {
  const { directory } = await assembly()
  expect(lint(directory).map(describe)).toEqual([])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { synthesize } from '@tenantry/infra/app.ts'
import { LIMITS } from '@tenantry/infra/limits/limits.ts'
import { synthesizedTemplate } from '@tenantry/infra/limits/synthesized-template.ts'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { generatedServices } from './generated-services.ts'
import { removePlaceholders, writePlaceholders } from './placeholders.ts'

const outdir = mkdtempSync(join(tmpdir(), 'tenantry-many-'))

// `npm run synth` validates; here it would take longer than all the rest.
beforeAll(() => {
  vi.stubEnv('CDK_VALIDATION', 'false')
})

afterAll(() => {
  vi.unstubAllEnvs()
  removePlaceholders()
  rmSync(outdir, { recursive: true })
})

function synthesizeWith(count: number): CloudAssembly {
  const services = generatedServices(count)
  writePlaceholders(services)
  return synthesize(join(outdir, String(count)), services)
}

test('fourteen services with a worker each stay within every limit of AWS', () => {
  const { stacks } = synthesizeWith(14)
  const templates = stacks.map(({ stackName, template }) => synthesizedTemplate(stackName, template))
  const lines = LIMITS.map(({ name, max, unit, measure }) => {
    const [most] = measure(templates).sort((a, b) => b.used - a.used)
    return { name, max, unit, used: most?.used ?? 0, of: most?.of ?? '-' }
  })
  console.log(lines.map(({ name, used, max, unit, of }) => `${name}: ${used} of ${max} ${unit} (${of})`).join('\n'))
  for (const { name, used, max } of lines) expect(used, name).toBeLessThanOrEqual(max)
  // A quarter of it is left to services that grow.
  expect(lines.find(({ name }) => name === 'answer of an authorizer')?.used).toBeLessThan(6 * 1024)
  const resources = Object.fromEntries(templates.map(({ stack, Resources }) => [stack, Object.keys(Resources).length]))
  console.log('resources:', resources)
})

test('services that do not fit are refused at synthesis, with each limit that they exceed', () => {
  expect(() => synthesizeWith(30)).toThrow(
    /exceed limits of AWS:[\s\S]*tenantry-app-plane: resources of a stack: up to \d+ resources, and AWS takes 500/,
  )
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { readAlarmDescription } from '@tenantry/contracts/alarm-description.ts'
import { OPERATIONS_TOPIC } from '@tenantry/infra/names.ts'
import { expect, test } from 'vitest'
import { alarmText } from '../support/alarm-text.ts'

interface Alarm {
  /** With the console's address as what SSM has before it is known. */
  AlarmDescription: string
  AlarmActions: unknown[]
  OKActions: unknown[]
  Metrics?: { MetricStat?: unknown }[]
}
interface Template {
  Resources: Record<string, { Type: string; Properties: Alarm }>
}

const { directory } = await assembly()
const silo = join(directory, 'assembly-Silo')
const templatesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.template.json') ? [join(folder, name)] : []))
const alarmsIn = (file: string): Alarm[] =>
  Object.values((JSON.parse(readFileSync(file, 'utf8')) as Template).Resources).flatMap(({ Type, Properties }) =>
    Type === 'AWS::CloudWatch::Alarm'
      ? [{ ...Properties, AlarmDescription: alarmText(Properties.AlarmDescription) }]
      : [],
  )

const deployed = templatesIn(directory).flatMap(alarmsIn)
const all = [...deployed, ...templatesIn(silo).flatMap(alarmsIn)]

const guide = readFileSync(join(ROOT, 'docs/guides/operations.md'), 'utf8')
const paragraphs = [...guide.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'))

test('every alarm tells the one topic, also when it is over, and names a paragraph that is there', () => {
  expect(all.length).toBeGreaterThan(30)
  for (const { AlarmDescription, AlarmActions, OKActions } of all) {
    for (const actions of [AlarmActions, OKActions]) {
      expect(actions, AlarmDescription).toHaveLength(1)
      expect(JSON.stringify(actions)).toContain(`:${OPERATIONS_TOPIC}"`)
    }
    expect(AlarmDescription).toContain('In the operator console: /alarms for all alarms, /guide#')
    expect(paragraphs, AlarmDescription).toContain(readAlarmDescription(AlarmDescription)?.paragraph)
  }
})

test('every paragraph about an alarm has one, and something to do', () => {
  const linked = new Set(all.map(({ AlarmDescription }) => readAlarmDescription(AlarmDescription)?.paragraph))
  const others = paragraphs.filter((paragraph) => !linked.has(paragraph))
  expect(others).toEqual(['from-the-command-line', 'what-alarms-and-dashboards-cost'])
})

test('an alarm looks at no more metrics than CloudWatch takes, and what all cost is printed', () => {
  const counts = deployed.map(({ Metrics }) => Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1)
  for (const count of counts) expect(count).toBeLessThanOrEqual(10)
  const metrics = counts.reduce((sum, count) => sum + count, 0)
  console.log(`${deployed.length} alarms look at ${metrics} metrics: $${(metrics / 10).toFixed(2)} a month`)
})

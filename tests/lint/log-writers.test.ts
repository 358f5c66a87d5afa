import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityStatements, matches } from '@tenantry/cli/lint/statements.ts'
import { member, ofType, parseTemplate, textOf } from '@tenantry/cli/lint/template.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { expect, test } from 'vitest'

const { directory } = await assembly()
const silo = join(directory, 'assembly-Silo')
const templates = [
  ...['AppPlane', 'ControlPlane'].map((stack) => join(directory, `${stack}.template.json`)),
  ...readdirSync(silo).flatMap((name) => (name.endsWith('.template.json') ? [join(silo, name)] : [])),
]

test.each(templates)(
  'all functions of %s log to one group, where a role writes in the names of its own functions alone',
  (file) => {
    const template = parseTemplate(file, JSON.parse(readFileSync(file, 'utf8')))
    const functions = ofType(template, 'AWS::Lambda::Function').map(({ Properties }) => ({
      name: textOf(Properties.FunctionName),
      role: textOf(Properties.Role).replace(/^\$\{(\w+)\.Arn\}$/, '$1'),
      group: textOf(member(Properties.LoggingConfig, 'LogGroup')),
    }))
    expect(functions.length).toBeGreaterThan(5)
    const [group, ...others] = new Set(functions.map((one) => one.group))
    expect(others).toEqual([])
    expect(new Set(functions.map(({ name }) => name)).size).toBe(functions.length)

    const writes = identityStatements(template).filter(({ actions }) => matches(actions, 'logs:PutLogEvents'))
    const streams = writes.flatMap(({ roles, resources }) =>
      resources.map((text) => `${roles.join()} ${text.slice(text.indexOf(':log-group:'))}`),
    )
    const own = functions.map(({ name, role }) => `${role} :log-group:${group}:log-stream:????/??/??/${name}[*`)
    expect(streams.sort()).toEqual(own.sort())

    const patterns = writes.flatMap(({ resources }) => resources.map((text) => text.replace(/^.*:log-stream:/, '')))
    for (const { name } of functions) {
      expect(matches(patterns, `2026/01/01/${name}[$LATEST]0a`)).toBe(true)
      expect(matches(patterns, `2026/01/01/another[$LATEST]0a/${name}[$LATEST]0a`)).toBe(false)
    }
  },
)

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { costsBucketName } from '@tenantry/infra/names.ts'
import { expect, test } from 'vitest'

interface Template {
  Resources: Record<string, { Type: string; Properties: { Export: Export } }>
}
interface Export {
  DestinationConfigurations: { S3Destination: object }
}

const [accountId, region] = ['ACCOUNT', 'REGION']
const guide = readFileSync(join(ROOT, 'docs/guides/cost.md'), 'utf8')

test('the export that the cost guide has people make is the one that the stack makes in us-east-1', async () => {
  const { directory } = await assembly()
  const template = readFileSync(join(directory, 'ControlPlane.template.json'), 'utf8')
  const { Resources } = JSON.parse(template) as Template
  const [made] = Object.values(Resources).flatMap(({ Type, Properties }) =>
    Type === 'AWS::BCMDataExports::Export' ? [Properties.Export] : [],
  )
  const told = JSON.parse(/```json export\n([^`]+)```/.exec(guide)?.[1] ?? '') as Export
  expect(told.DestinationConfigurations.S3Destination).toMatchObject({
    S3Bucket: costsBucketName({ accountId, region }),
    S3Region: region,
  })
  // Where the report goes is the deployment's own.
  const rest = (one: Export | undefined) => ({
    ...one,
    DestinationConfigurations: { ...one?.DestinationConfigurations.S3Destination, S3Bucket: '', S3Region: '' },
  })
  expect(rest(told)).toEqual(rest(made))
})

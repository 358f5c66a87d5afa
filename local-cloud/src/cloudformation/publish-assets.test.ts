import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { assembly, testCloudFormation } from './cloud-fixture.ts'
import { zipDirectory } from './publish-assets.ts'

const BUCKET = 'cdk-hnb659fds-assets-000000000000-us-east-1'

function assemblyWithAsset(): string {
  const directory = assembly(
    { app: { Resources: { A: { Type: 'Test::Thing' } } } },
    {
      'app.assets': { type: 'cdk:asset-manifest', properties: { file: 'app.assets.json' } },
    },
  )
  mkdirSync(join(directory, 'asset.abc'))
  writeFileSync(join(directory, 'asset.abc', 'index.mjs'), 'export const handler = 1')
  const destinations = {
    here: { bucketName: 'cdk-hnb659fds-assets-$' + '{AWS::AccountId}-$' + '{AWS::Region}', objectKey: 'abc.zip' },
  }
  const files = { abc: { source: { path: 'asset.abc', packaging: 'zip' }, destinations } }
  writeFileSync(join(directory, 'app.assets.json'), JSON.stringify({ version: '55.0.0', files, dockerImages: {} }))
  return directory
}

test('assets are published to the bootstrap bucket, once', async () => {
  const { cloud, objects } = testCloudFormation()
  const put = vi.spyOn(objects, 'set')
  const directory = assemblyWithAsset()
  await cloud.deployAssembly(directory)
  const zip = objects.get(`${BUCKET}/abc.zip`)
  expect(Object.keys(unzipSync(zip ?? Buffer.alloc(0)))).toEqual(['index.mjs'])
  await cloud.deployAssembly(directory)
  expect(put).toHaveBeenCalledTimes(1)
})

test('the same directory gives the same bytes', () => {
  const write = (names: string[]) => {
    const directory = mkdtempSync(join(tmpdir(), 'asset-'))
    mkdirSync(join(directory, 'lib'))
    for (const name of names) writeFileSync(join(directory, name), name)
    return zipDirectory(directory)
  }
  expect(write(['a.mjs', 'lib/b.mjs']).equals(write(['lib/b.mjs', 'a.mjs']))).toBe(true)
})

test('stacks of a Stage are skipped and artifacts that are not known fail by name', async () => {
  const { cloud } = testCloudFormation()
  const template = { app: { Resources: { A: { Type: 'Test::Thing' } } } }
  await expect(
    cloud.deployAssembly(assembly(template, { silo: { type: 'cdk:cloud-assembly' } })),
  ).resolves.toHaveLength(1)
  await expect(cloud.deployAssembly(assembly(template, { X: { type: 'acme:thing' } }))).rejects.toThrow(
    'assembly artifacts of type acme:thing (X)',
  )
})

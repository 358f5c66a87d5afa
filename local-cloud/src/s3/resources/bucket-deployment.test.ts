import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { testContext } from '../../cloudformation/cloud-fixture.ts'
import { ALONE } from '../../core/alone-fixture.ts'
import type { ResourceContext, ResourceType } from '../../core/resource-type.ts'
import { s3Service } from '../service.ts'

const at = { stackName: 'web', stackId: 'arn:stack', logicalId: 'Upload' } as ResourceContext
const zip = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))))

async function deploy(files: Record<string, string>, more: object = {}) {
  const s3 = s3Service({ context: testContext(), ...ALONE })
  const type = s3.resourceTypes.find((one: ResourceType) => one.type === 'Custom::CDKBucketDeployment')
  await s3.objects.put('assets', 'site.zip', zip(files))
  await s3.objects.put('site', 'old.html', Buffer.from('old'))
  const properties = type?.properties.parse({
    SourceBucketNames: ['assets'],
    SourceObjectKeys: ['site.zip'],
    DestinationBucketName: 'site',
    Prune: false,
    OutputObjectKeys: false,
    ...more,
  })
  await type?.create(properties, at)
  return (key: string) => s3.objects.get('site', key).then(String, (error: { code: string }) => error.code)
}

test('the files of a zip lie in the bucket, and what was there stays', async () => {
  const read = await deploy({ 'index.html': '<p>', 'assets/a.js': '1' })
  expect(await Promise.all(['index.html', 'assets/a.js', 'old.html'].map(read))).toEqual(['<p>', '1', 'old'])
})

test('exclusions come first, and inclusions take some back', async () => {
  const files = { 'index.html': '<p>', 'assets/a.js': '1', 'assets/deep/b.js': '2' }
  const read = await deploy(files, { Exclude: ['*'], Include: ['assets/*'] })
  expect(await Promise.all(Object.keys(files).map(read))).toEqual(['NoSuchKey', '1', '2'])
})

test('values of the deployment stand where the synth left marks, escaped for JSON when asked', async () => {
  const files = { 'config.json': '{"name":"<<marker:0>>"}' }
  const value = { '<<marker:0>>': 'a "b" $& c' }
  const read = await deploy(files, { SourceMarkers: [value], SourceMarkersConfig: [{ jsonEscape: true }] })
  expect(JSON.parse(await read('config.json'))).toEqual({ name: 'a "b" $& c' })
})

test('files of a zip lie below the prefix, and an archive that is not extracted lies there under its own name', async () => {
  const read = await deploy({ 'index.html': '<p>' }, { DestinationBucketKeyPrefix: 'v1/' })
  expect(await Promise.all(['v1/index.html', 'index.html'].map(read))).toEqual(['<p>', 'NoSuchKey'])
  const kept = await deploy({ 'index.html': '<p>' }, { DestinationBucketKeyPrefix: 'code', Extract: false })
  expect(await kept('code/index.html')).toBe('NoSuchKey')
  expect(await kept('code/site.zip')).toMatch(/^PK/)
})

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'

// https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema

const Artifact = z.object({
  type: z.string(),
  dependencies: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
})

const StackProperties = z.object({
  templateFile: z.string(),
  stackName: z.string().optional(),
  terminationProtection: z.boolean().default(false),
  tags: z.record(z.string(), z.string()).default({}),
})

const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional(), packaging: z.enum(['file', 'zip']).default('file') }),
        destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
      }),
    )
    .default({}),
  dockerImages: z.record(z.string(), z.unknown()).default({}),
})

/** A file or directory that a stack's template expects in a bucket. */
export interface FileAsset {
  path: string
  packaging: 'file' | 'zip'
  /** May hold the placeholders of the CDK for account, Region and partition. */
  bucket: string
  key: string
}

export interface AssemblyStack {
  name: string
  /** The template's JSON text. */
  source: string
  terminationProtection: boolean
  tags: Record<string, string>
  assets: FileAsset[]
}

export interface Assembly {
  stacks: AssemblyStack[]
  /** What the local cloud does not do, by name. */
  unsupported: string[]
}

/** Artifacts that say nothing to a deployment. Stacks inside a Stage are not deployed by `cdk deploy --all` either. */
const SKIPPED = new Set(['cdk:tree', 'cdk:feature-flag-report', 'cdk:cloud-assembly', 'cdk:asset-manifest', 'none'])

/** A cloud assembly (the directory that `cdk synth` writes), with its stacks each after those that it depends on. */
export function loadAssembly(directory: string): Assembly {
  const { artifacts } = z.object({ artifacts: z.record(z.string(), Artifact) }).parse(read(directory, 'manifest.json'))
  const stacks: AssemblyStack[] = []
  const unsupported: string[] = []
  const seen = new Set<string>()
  for (const id of Object.keys(artifacts)) visit(id)
  return { stacks, unsupported }

  function visit(id: string): void {
    if (seen.has(id)) return
    seen.add(id)
    const artifact = artifacts[id]
    if (!artifact) throw new Error(`The assembly's artifact ${id} is missing from its manifest.`)
    for (const dependency of artifact.dependencies) visit(dependency)
    if (artifact.type === 'aws:cloudformation:stack') {
      const { templateFile, stackName = id, ...properties } = StackProperties.parse(artifact.properties)
      const assets = artifact.dependencies.flatMap((dependency) => assetsOf(dependency))
      const source = readFileSync(join(directory, templateFile), 'utf8')
      stacks.push({ ...properties, name: stackName, source, assets })
    } else if (!SKIPPED.has(artifact.type)) {
      unsupported.push(`assembly artifacts of type ${artifact.type} (${id})`)
    }
  }

  function assetsOf(id: string): FileAsset[] {
    const artifact = artifacts[id]
    if (artifact?.type !== 'cdk:asset-manifest') return []
    const { files, dockerImages } = AssetManifest.parse(read(directory, z.string().parse(artifact.properties.file)))
    for (const image of Object.keys(dockerImages)) unsupported.push(`Docker image assets (${image})`)
    return Object.entries(files).flatMap(([hash, { source, destinations }]) => {
      const { path, packaging } = source
      if (path === undefined) {
        unsupported.push(`assets that a program makes (${hash})`)
        return []
      }
      return Object.values(destinations).map(({ bucketName, objectKey }) => ({
        path: resolve(directory, path),
        packaging,
        bucket: bucketName,
        key: objectKey,
      }))
    })
  }
}

function read(directory: string, file: string): unknown {
  return JSON.parse(readFileSync(join(directory, file), 'utf8'))
}

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { passes } from '@tenantry/infra/build/bundle.ts'
import { layerFiles } from '@tenantry/infra/build/layer-files.ts'
import { ROOT } from '@tenantry/infra/build/root.ts'
import { pascalCase } from '@tenantry/infra/foundation/pascal-case.ts'
import { build } from 'esbuild'
import { editJson, editTemplate, resourceOf, type StackName, type Template } from '../world/edit-assembly.ts'
import { type ExportChange, replaceExports } from './replace-exports.ts'

interface TemplateChange {
  kind: 'template'
  stack: StackName
  change(template: Template): void
}

/** One small change of the system: of a synthesized template, or of what a module exports. */
export type Change = TemplateChange | ExportChange

/** Applies changes to a copied assembly; answers the directories that can go once it is deployed. */
export async function applyChanges(assembly: string, changes: Change[]): Promise<string[]> {
  for (const change of changes) if (change.kind === 'template') editTemplate(assembly, change.stack, change.change)
  const replaced = Map.groupBy(
    changes.filter((change) => change.kind === 'export'),
    ({ of }) => of,
  )
  return Promise.all([...replaced].map(([of, exports]) => replaceCode(assembly, of, exports)))
}

export const removeAll = (directories: string[]): void => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
}

async function replaceCode(assembly: string, of: ExportChange['of'], exports: ExportChange[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-mutant-'))
  await bundled(of, exports, directory)
  const hash = createHash('sha256')
    .update(`${directory}${JSON.stringify(exports)}`)
    .digest('hex')
  const stack = of.startsWith('control-plane') ? 'ControlPlane' : 'AppPlane'
  symlinkSync(of === 'toolkit' ? directory : join(directory, of), join(assembly, `asset.${hash}`))
  editTemplate(assembly, stack, (template) => {
    for (const code of codesOf(template, of)) code.S3Key = `${hash}.zip`
  })
  editJson<{ files: Record<string, object> }>(join(assembly, `${stack}.assets.json`), ({ files }) => {
    const bucketName = 'cdk-hnb659fds-assets-$'.concat('{AWS::AccountId}-$', '{AWS::Region}')
    files[hash] = {
      source: { path: `asset.${hash}`, packaging: 'zip' },
      destinations: { here: { bucketName, objectKey: `${hash}.zip` } },
    }
  })
  return directory
}

/** The layer's code; or that of the function that is named like its folder, and of the one that does the same for people. */
function codesOf(template: Template, of: ExportChange['of']): { S3Key: string }[] {
  if (of === 'toolkit') return [resourceOf(template, 'AWS::Lambda::LayerVersion', 'Toolkit').properties.Content]
  // `Operators` is the id of the operators' user pool.
  const construct = of === 'control-plane/operators' ? 'OperatorService' : pascalCase(of.split('/')[1] ?? '')
  const named = new RegExp(`^(?:People)?${construct}[0-9A-F]{8}$`)
  const codes = Object.entries(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::Lambda::Function' && named.test(id))
    .map(([, { Properties }]) => Properties.Code)
  if (codes.length === 0) throw new Error(`There is no function ${construct}.`)
  return codes
}

async function bundled(of: ExportChange['of'], exports: ExportChange[], directory: string): Promise<void> {
  const [functions, toolkit] = passes(await layerFiles())
  const plugins = [replaceExports(exports)]
  if (of === 'toolkit') {
    await build({ ...toolkit, outdir: join(directory, 'nodejs', 'toolkit'), plugins: [...plugins, ...toolkit.plugins] })
    return
  }
  const [plane = '', folder = ''] = of.split('/')
  await build({
    ...functions,
    entryPoints: { [`${of}/index`]: join(ROOT, plane, 'src', folder, 'handler.ts') },
    outdir: directory,
    plugins: [...plugins, ...functions.plugins],
  })
}

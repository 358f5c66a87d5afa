import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { passes, ROOT } from '@tenantry/infra/build/bundle.ts'
import { build, type Plugin } from 'esbuild'
import { editJson, editTemplate, resourceOf, type StackName, type Template } from '../world/edit-assembly.ts'

interface TemplateChange {
  kind: 'template'
  stack: StackName
  change(template: Template): void
}

interface SourceChange {
  kind: 'source'
  /** The function that runs it, `<plane>/<folder>`; or the toolkit, which all of them run. */
  of: `${'app-plane' | 'control-plane'}/${string}` | 'toolkit'
  /** Relative to the root. */
  file: string
  from: string
  to: string
}

/** One small change of the system: of a synthesized template, or of a source. */
export type Change = TemplateChange | SourceChange

/** Applies changes to a copied assembly; answers the directories that can go once it is deployed. */
export async function applyChanges(assembly: string, changes: Change[]): Promise<string[]> {
  for (const change of changes) if (change.kind === 'template') editTemplate(assembly, change.stack, change.change)
  const sources = Map.groupBy(
    changes.filter((change) => change.kind === 'source'),
    ({ of }) => of,
  )
  return Promise.all([...sources].map(([of, edits]) => replaceCode(assembly, of, edits)))
}

export const removeAll = (directories: string[]): void => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
}

async function replaceCode(assembly: string, of: SourceChange['of'], edits: SourceChange[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-mutant-'))
  await bundled(of, edits, directory)
  const hash = createHash('sha256')
    .update(`${directory}${JSON.stringify(edits)}`)
    .digest('hex')
  const stack = of.startsWith('control-plane') ? 'ControlPlane' : 'AppPlane'
  symlinkSync(of === 'toolkit' ? directory : join(directory, of), join(assembly, `asset.${hash}`))
  editTemplate(assembly, stack, (template) => {
    const code =
      of === 'toolkit'
        ? resourceOf(template, 'AWS::Lambda::LayerVersion', 'Toolkit').properties.Content
        : resourceOf(template, 'AWS::Lambda::Function', constructOf(of)).properties.Code
    code.S3Key = `${hash}.zip`
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

async function bundled(of: SourceChange['of'], edits: SourceChange[], directory: string): Promise<void> {
  const [functions, toolkit] = passes()
  if (of === 'toolkit') {
    await build({ ...toolkit, outdir: join(directory, 'nodejs', 'toolkit'), plugins: [mutation(edits)] })
    return
  }
  const [plane = '', folder = ''] = of.split('/')
  await build({
    ...functions,
    entryPoints: { [`${of}/index`]: join(ROOT, plane, 'src', folder, 'handler.ts') },
    outdir: directory,
    plugins: [mutation(edits), ...(functions.plugins ?? [])],
  })
}

/** `token-trigger` → `TokenTrigger`: a construct is named as its folder, unless another one has the name. */
const constructOf = (entry: string): string =>
  entry === 'control-plane/operators' ? 'OperatorService' : pascalCase(entry)

const pascalCase = (entry: string): string =>
  (entry.split('/')[1] ?? '').replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Replaces a text that must stand in its file exactly once: a mutant that changes nothing would live for no reason. */
function mutation(edits: SourceChange[]): Plugin {
  for (const { file, from } of edits) {
    const times = readFileSync(join(ROOT, file), 'utf8').split(from).length - 1
    if (times !== 1) throw new Error(`"${from}" stands ${times} times in ${file}: the mutant must follow the source.`)
  }
  return {
    name: 'mutation',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const own = edits.filter(({ file }) => join(ROOT, file) === path)
        if (own.length === 0) return undefined
        const contents = own.reduce((text, { from, to }) => text.replace(from, () => to), readFileSync(path, 'utf8'))
        return { contents, loader: 'ts' }
      })
    },
  }
}

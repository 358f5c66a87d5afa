import { mkdtempSync, readdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A synthesized template, to be changed in place. */
export interface Template {
  // biome-ignore lint/suspicious/noExplicitAny: whatever a resource type has
  Resources: Record<string, { Type: string; Properties: any; DependsOn?: string[] }>
  Outputs: Record<string, { Value: unknown }>
}

export type StackName = 'AppPlane' | 'ControlPlane'

/** A copy of a cloud assembly below the temporary directory; what is not changed is linked. */
export function copyAssembly(from: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'tenantry-assembly-'))
  for (const name of readdirSync(from)) symlinkSync(join(from, name), join(copy, name))
  return copy
}

/** Changes the template of one stack in a copied assembly. */
export function editTemplate(assembly: string, stack: StackName, change: (template: Template) => void): void {
  editJson(join(assembly, `${stack}.template.json`), change)
}

/** Changes a JSON file of a copied assembly, whose original stays as it is. */
export function editJson<T>(file: string, change: (content: T) => void): void {
  const content = JSON.parse(readFileSync(file, 'utf8'))
  change(content)
  // The link goes, not what it points to.
  unlinkSync(file)
  writeFileSync(file, JSON.stringify(content))
}

/** The logical id and properties of the one resource of a type whose logical id begins like this. */
export function resourceOf({ Resources }: Template, type: string, idStart: string) {
  const found = Object.entries(Resources).filter(
    ([id, resource]) => resource.Type === type && new RegExp(`^${idStart}[0-9A-F]{8}$`).test(id),
  )
  const [only] = found
  if (found.length !== 1 || !only) throw new Error(`${found.length} resources are ${type} ${idStart}`)
  const [id, { Properties: properties }] = only
  return { id, properties }
}

/** A stage serves what was deployed to it: changed methods and authorizers need another deployment. */
export function redeploy(stack: Template): void {
  const [id] = Object.entries(stack.Resources).find(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment') ?? []
  if (!id) throw new Error('There is no deployment.')
  stack.Resources = JSON.parse(JSON.stringify(stack.Resources).replaceAll(`"${id}"`, `"${id}Again"`))
}

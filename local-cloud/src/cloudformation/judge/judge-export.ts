import { templateError } from '../intrinsics/intrinsic.ts'
import { functionCalls, intrinsics } from '../intrinsics/resolve.ts'
import { isExtended, type Template } from '../template.ts'
import { isParameter } from './names.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html

/** The name of an export is made of text, parameters and mappings. */
export function judgeExport(template: Template, key: string, name: unknown): void {
  if (typeof name !== 'object') requireExportName(key, name)
  for (const { intrinsic, argument } of functionCalls(name, intrinsics))
    intrinsic.check?.(argument, { extended: isExtended(template) })
  const [dependency] = dependenciesIn(template, name)
  if (dependency !== undefined)
    throw templateError(
      `Template format error: Output ${key} is malformed. The Name field of every Export member must not depend on any resources, imported values, or Fn::GetAZs: ${dependency}`,
    )
}

export function requireExportName(key: string, name: unknown): void {
  if (typeof name === 'string' && /^[A-Za-z0-9:-]+$/.test(name)) return
  throw templateError(
    `Template format error: Output ${key} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`,
  )
}

/** Resources, names that nothing has, and imports, in a value that may depend on none. */
export const dependenciesIn = (template: Template, value: unknown): string[] =>
  functionCalls(value, intrinsics).flatMap(({ intrinsic, argument }) =>
    intrinsic.name === 'Fn::ImportValue'
      ? [intrinsic.name]
      : (intrinsic.references?.(argument) ?? []).filter((name) => !isParameter(template, name)),
  )

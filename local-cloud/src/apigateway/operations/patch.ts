import { badRequest } from '../errors.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export interface PatchOperation {
  op?: string
  path?: string
  value?: string
}

export interface Patch {
  op: string
  /** Segments of the path, with `~1` read as `/`. */
  path: string[]
  /** The path as it was sent. */
  written: string
  value: string
}

export function readPatches(operations: PatchOperation[] | undefined): Patch[] {
  if (operations !== undefined && !Array.isArray(operations)) throw badRequest('Invalid patch operations specified')
  return (operations ?? []).map(({ op, path, value }) => {
    if (!op || !path?.startsWith('/')) throw badRequest('Invalid patch operation specified')
    const segments = path.split('/').slice(1)
    return {
      op,
      path: segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')),
      written: path,
      value: value ?? '',
    }
  })
}

export const unknownPath = ({ op, written }: Patch, known: string[]) =>
  badRequest(`Invalid patch path  '${written}' specified for op '${op}'. Must be one of: [${known.join(', ')}]`)

import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { errorPayload, RuntimeFailure } from './function-error.ts'

export type Handler = (event: unknown, context: unknown) => unknown

/** Imports `<file>.<export>`: the extensions are tried in the order of Lambda's own runtime. */
export async function loadHandler(codeRoot: string, handler: string, callbacks: boolean): Promise<Handler> {
  const match = /^([^.]+)\.(.+)$/.exec(basename(handler))
  if (!match) throw new RuntimeFailure('Runtime.MalformedHandlerName', 'Bad handler')
  const [, file = '', path = ''] = match
  const module = join(codeRoot, dirname(handler), file)
  const found = ['.js', '.mjs', '.cjs'].map((extension) => module + extension).find((name) => existsSync(name))
  if (!found) throw new RuntimeFailure('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`)
  const exported = await importHandler(found)
  const value = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], exported)
  if (value === undefined || value === null) {
    throw new RuntimeFailure('Runtime.HandlerNotFound', `${handler} is undefined or not exported`)
  }
  if (typeof value !== 'function') {
    throw new RuntimeFailure('Runtime.HandlerNotFound', `${handler} is not a function`)
  }
  if (value.length >= 3) {
    if (callbacks)
      throw new RuntimeFailure('UnsupportedByLocalCloud', 'The local cloud does not support callback-style handlers.')
    throw new RuntimeFailure(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.',
    )
  }
  return value as Handler
}

async function importHandler(file: string): Promise<Record<string, unknown>> {
  try {
    const exported = await import(pathToFileURL(file).href)
    // A CommonJS module whose names could not be read ahead has them on its default export.
    return 'default' in exported && typeof exported.default === 'object'
      ? { ...exported.default, ...exported }
      : exported
  } catch (error) {
    const { errorType, errorMessage } = errorPayload(error)
    if (errorType === 'SyntaxError') {
      throw new RuntimeFailure('Runtime.UserCodeSyntaxError', `SyntaxError: ${errorMessage}`, error)
    }
    const code = (error as { code?: string } | null)?.code
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
      throw new RuntimeFailure('Runtime.ImportModuleError', `Error: ${errorMessage}`, error)
    }
    throw error
  }
}

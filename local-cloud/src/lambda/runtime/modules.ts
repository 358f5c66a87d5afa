import { existsSync, realpathSync } from 'node:fs'
import { isBuiltin, registerHooks } from 'node:module'
import { dirname, join, posix, resolve as resolvePath, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OPT = '/opt/'

/**
 * The file system as modules see it: `/opt/…` is the layers laid over one another, and a package is found in the function's own
 * code or not at all, wherever on the machine the data folder lies.
 */
export function installModules(codeRoot: string, layerRoots: string[]): void {
  const roots = layerRoots.map((root) => realpathSync(root)).reverse()
  const allowed = [realpathSync(codeRoot), ...roots].map((root) => root + sep)

  const inLayers = (path: string): string | undefined => {
    for (const root of roots) {
      const file = join(root, path.slice(OPT.length))
      if (existsSync(file)) return pathToFileURL(file).href
    }
    return undefined
  }

  registerHooks({
    resolve(specifier, context, next) {
      if (isBuiltin(specifier)) return next(specifier, context)
      const path = optPath(specifier, context.parentURL, roots)
      const resolved = next((path && inLayers(path)) ?? specifier, context)
      if (!resolved.url.startsWith('file:')) return resolved
      const file = fileURLToPath(resolved.url)
      if (allowed.some((root) => file.startsWith(root))) return resolved
      throw Object.assign(
        new Error(
          `Cannot find package '${specifier}' imported from ${context.parentURL ?? 'the handler'}: it is not in the function's code or layers (the local cloud's runtime brings no packages of its own)`,
        ),
        { code: 'ERR_MODULE_NOT_FOUND' },
      )
    },
  })
}

/** The path under /opt that a specifier means: named as such, or relative to a module of a layer. */
function optPath(specifier: string, parentUrl: string | undefined, roots: string[]): string | undefined {
  const path = specifier.startsWith(`file://${OPT}`) ? specifier.slice('file://'.length) : specifier
  if (path.startsWith(OPT)) return posix.normalize(path)
  if (!/^\.\.?\//.test(path) || !parentUrl?.startsWith('file:')) return undefined
  const parent = fileURLToPath(parentUrl)
  const root = roots.find((candidate) => parent.startsWith(candidate + sep))
  if (root === undefined) return undefined
  const file = resolvePath(dirname(parent), path)
  return file.startsWith(root + sep) ? OPT + file.slice(root.length + 1).replaceAll(sep, '/') : undefined
}

import { existsSync, realpathSync } from 'node:fs'
import { createRequire, isBuiltin, type ResolveFnOutput, registerHooks } from 'node:module'
import { dirname, join, posix, resolve as resolvePath, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OPT = '/opt/'

/** What AWS's runtimes bring, and the CDK's NodejsFunction leaves out of bundles. https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included */
const SDK = /^@(?:aws-sdk|smithy)(?:\/\w[\w.-]*)+$/

/**
 * The file system as modules see it: `/opt/…` is the layers laid over one another, and a package is found in the function's own
 * code or not at all, wherever on the machine the data folder lies. Only the AWS SDK is found beside `sdkParent` when the code does not bring it;
 * what the SDK itself imports is found by its own modules alone.
 */
export function installModules(codeRoot: string, layerRoots: string[], sdkParent: string): void {
  const roots = layerRoots.map((root) => realpathSync(root)).reverse()
  const allowed = [realpathSync(codeRoot), ...roots].map((root) => root + sep)
  const isAllowed = ({ url }: ResolveFnOutput) =>
    !url.startsWith('file:') || allowed.some((root) => fileURLToPath(url).startsWith(root))
  /** URLs of the SDK's modules that were loaded from beside `sdkParent`. */
  const sdkModules = new Set([sdkParent])

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
      const fromSdk = (resolved: ResolveFnOutput) => {
        sdkModules.add(resolved.url)
        return resolved
      }
      if (context.parentURL !== undefined && sdkModules.has(context.parentURL)) return fromSdk(next(specifier, context))
      const path = optPath(specifier, context.parentURL, roots)
      let cause: unknown
      try {
        const own = next((path && inLayers(path)) ?? specifier, context)
        if (isAllowed(own)) return own
      } catch (error) {
        if (!SDK.test(specifier)) throw error
      }
      if (SDK.test(specifier)) {
        try {
          // Node's default for `require` knows the requiring module by itself: only an absolute path leads it elsewhere.
          return context.conditions.includes('require')
            ? fromSdk(next(createRequire(sdkParent).resolve(specifier), context))
            : fromSdk(next(specifier, { ...context, parentURL: sdkParent }))
        } catch (error) {
          cause = error
        }
      }
      throw Object.assign(
        new Error(
          `Cannot find package '${specifier}' imported from ${context.parentURL ?? 'the handler'}: it is not in the function's code or layers (the local cloud's runtime brings the AWS SDK of the services that it emulates, and nothing else)`,
          { cause },
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

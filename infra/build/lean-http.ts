import * as http from 'node:http'
import type { Plugin } from 'esbuild'

const HTTP = 'node:http'
/** What loads undici. Nobody imports it from there: all of it is global. */
const OF_UNDICI = ['CloseEvent', 'MessageEvent', 'WebSocket']
const NAMES = Object.keys(http).filter((name) => !['default', ...OF_UNDICI].includes(name))

/**
 * An ES module that imports `node:http` has Node read all of its exports, some of which load the whole of undici: that is a third of what a thread costs
 * before any of our code runs. Bundles take the exports that they use from the module itself.
 * https://nodejs.org/docs/latest-v24.x/api/process.html#processgetbuiltinmoduleid
 */
export const leanHttp: Plugin = {
  name: 'lean-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      // What CommonJS requires is the module itself.
      kind === 'require-call' ? null : { path: HTTP, namespace: 'lean' },
    )
    onLoad({ filter: /^/, namespace: 'lean' }, () => ({ contents: SOURCE, loader: 'js' }))
  },
}

/** What nobody imports is left out. */
const SOURCE = [
  `const http = process.getBuiltinModule('${HTTP}')`,
  'export default http',
  ...NAMES.map((name) => `export const ${name} = /* @__PURE__ */ (() => http.${name})()`),
].join('\n')

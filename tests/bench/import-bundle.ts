// Run by itself: imports one function as the local cloud's runtime does, and prints the milliseconds that it took.
import { loadHandler } from '@tenantry/local-cloud/lambda/runtime/load-handler.ts'
import { installModules } from '@tenantry/local-cloud/lambda/runtime/modules.ts'

const [codeRoot = '', handler = '', ...layerRoots] = process.argv.slice(2)
installModules(codeRoot, layerRoots, import.meta.url)
const began = performance.now()
await loadHandler(codeRoot, handler, false)
console.log(performance.now() - began)

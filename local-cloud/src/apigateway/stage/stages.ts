import type { ConfigStore } from '../stores/config-store.ts'
import { type Compiler, compileStage } from './compile-stage.ts'
import type { CompiledStage } from './compiled-stage.ts'

/** Compiled stages by API and name, made on demand and dropped when the configuration changes. */
export type Stages = (apiId: string, stageName: string) => CompiledStage | null

export function stages(config: ConfigStore, compiler: Compiler): Stages {
  let compiled = new Map<string, CompiledStage>()
  let revision = -1
  return (apiId, stageName) => {
    if (revision !== config.revision()) {
      revision = config.revision()
      compiled = new Map()
    }
    const name = `${apiId}/${stageName}`
    const known = compiled.get(name)
    if (known) return known
    const stage = config.get('stage', apiId, stageName)
    const deployment = stage && config.get('deployment', apiId, stage.deploymentId)
    if (!stage || !deployment) return null
    const made = compileStage(compiler, apiId, stage, deployment)
    compiled.set(name, made)
    return made
  }
}

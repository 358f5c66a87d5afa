import type { DeploymentRequest } from '../begin-deployment.ts'
import { canonicalJson } from '../canonical-json.ts'
import { fingerprintOf, previousInputs } from '../deploy-stack.ts'
import { judgedTemplate } from '../judge/judge-template.ts'
import { parameterValues } from '../parameters.ts'
import type { Engine } from '../stack-run.ts'
import type { Stack } from '../stores/stack-store.ts'
import { checkCapabilities } from './check-capabilities.ts'
import { givenParameters } from './given-parameters.ts'
import type { ParameterInput } from './stack-input.ts'

interface Asked {
  source: string
  Parameters: ParameterInput[]
  Capabilities: string[]
  Tags?: { Key: string; Value: string }[] | undefined
}

type Wanted = Pick<DeploymentRequest, 'source' | 'template' | 'parameters' | 'tags' | 'fingerprint'>

/** What a request wants a stack to be. `former` is undefined where there is nothing before it: no values to keep, no tags. */
export function wantedStack(
  engine: Engine,
  { source, Parameters, Capabilities, Tags }: Asked,
  { name }: Pick<Stack, 'name'>,
  former: Stack | undefined,
): Wanted {
  const template = judgedTemplate(source, engine.types)
  checkCapabilities(template, Capabilities)
  const parameters = parameterValues(template.Parameters, {
    given: givenParameters(Parameters, previousInputs(former, template.Parameters)),
    previous: {},
    ssm: engine.ssm,
  })
  const tags = Tags ? Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) : (former?.tags ?? {})
  const same = former && canonicalJson(JSON.parse(source)) === canonicalJson(JSON.parse(former.template))
  const text = same ? former.template : source
  const fingerprint = fingerprintOf(engine, { name, source: text, tags }, parameters)
  return { source: text, template, parameters, tags, fingerprint }
}

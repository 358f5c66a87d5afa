import type { Template } from '../world/edit-assembly.ts'

/** A stage serves what was deployed to it: a changed method needs another deployment. */
export function redeploy(stack: Template): void {
  const [id] = Object.entries(stack.Resources).find(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment') ?? []
  if (!id) throw new Error('There is no deployment.')
  stack.Resources = JSON.parse(JSON.stringify(stack.Resources).replaceAll(`"${id}"`, `"${id}Mutant"`))
}

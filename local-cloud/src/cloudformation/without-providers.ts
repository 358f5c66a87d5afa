import type { Template, TemplateResource } from './template.ts'

/**
 * Custom resources of a type that the local cloud knows are carried out by the local cloud itself. The functions behind them, and those
 * functions' layers, are not deployed: they may need a runtime that is not here, and would never be called.
 */
export function withoutProviders(template: Template, isKnown: (type: string) => boolean): Template {
  const known = ({ Type }: TemplateResource) => Type.startsWith('Custom::') && isKnown(Type)
  const resources = Object.entries(template.Resources)
  const functions = new Set(resources.flatMap(([, it]) => (known(it) ? providerOf(it) : [])))
  const contents = new Set([...functions].flatMap((id) => layerContents(template, id)))
  const left = new Set([
    ...functions,
    ...resources.flatMap(([id, it]) => (isLayer(it) && contents.has(contentOf(it)) ? [id] : [])),
  ])
  return {
    ...template,
    Resources: Object.fromEntries(
      resources
        .filter(([id]) => !left.has(id))
        .map(([id, it]) => {
          const { ServiceToken, ...own } = it.Properties
          const DependsOn = it.DependsOn.filter((name) => !left.has(name))
          return [id, { ...it, DependsOn, Properties: known(it) ? own : it.Properties }]
        }),
    ),
  }
}

/** The function that a custom resource's service token names, if it is of the same template. */
function providerOf({ Properties }: TemplateResource): string[] {
  const token = Properties.ServiceToken as { 'Fn::GetAtt'?: [string, string] } | undefined
  return token?.['Fn::GetAtt'] ? [token['Fn::GetAtt'][0]] : []
}

function layerContents({ Resources }: Template, functionId: string): string[] {
  const layers = (Resources[functionId]?.Properties.Layers ?? []) as { Ref?: string }[]
  return layers.flatMap(({ Ref }) => {
    const layer = Ref === undefined ? undefined : Resources[Ref]
    return layer ? [contentOf(layer)] : []
  })
}

const isLayer = ({ Type }: TemplateResource): boolean => Type === 'AWS::Lambda::LayerVersion'
const contentOf = ({ Properties }: TemplateResource): string => JSON.stringify(Properties.Content)

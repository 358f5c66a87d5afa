/** A template as the CDK writes it, as far as limits are about it. */
export interface SynthesizedTemplate {
  /** The stack's name. */
  stack: string
  Parameters: Record<string, { Type: string; Default?: string; MaxLength?: number }>
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>
}

/** A template of an assembly, with members that it leaves out. */
export function synthesizedTemplate(stack: string, json: unknown): SynthesizedTemplate {
  const { Parameters = {}, Resources = {} } = json as Partial<SynthesizedTemplate>
  return {
    stack,
    Parameters,
    Resources: Object.fromEntries(
      Object.entries(Resources).map(([id, { Type, Properties = {} }]) => [id, { Type, Properties }]),
    ),
  }
}

import * as z from 'zod/mini'

/** Grows with every change of a thing; 0 where it was written before things had versions. */
const Version = z.int().check(z.minimum(0))
/** What a body may say of the version that it was made from. */
export const VersionInBody = z.optional(Version)

const added = { version: Version }

/** A view with its `version`, or a page of such views; anything that is no view of one thing as it is. */
export type Versioned<S> =
  S extends z.ZodMiniObject<infer Shape, infer Config>
    ? Shape extends { id: z.ZodMiniType }
      ? z.ZodMiniObject<Shape & typeof added, Config>
      : Shape extends { items: z.ZodMiniArray<infer Item> }
        ? z.ZodMiniObject<Omit<Shape, 'items'> & { items: z.ZodMiniArray<Versioned<Item>> }, Config>
        : S
    : S

/** A thing as its API shows it. */
export type WithVersion<View> = View & { version: number }

const known = new WeakMap<z.ZodMiniType, z.ZodMiniType>()

/** The schema with `version` beside `id`, under the same name in documents; the same one for the same schema. */
export function versioned<S extends z.ZodMiniType>(schema: S): Versioned<S> {
  const made = known.get(schema) ?? extended(schema)
  known.set(schema, made)
  return made as Versioned<S>
}

function extended(schema: z.ZodMiniType): z.ZodMiniType {
  if (!(schema instanceof z.ZodMiniObject)) return schema
  const { id, items } = schema.shape as Record<string, z.ZodMiniType | undefined>
  if (id) {
    const view = z.extend(schema, added)
    const about = z.globalRegistry.get(schema)
    return about ? view.register(z.globalRegistry, about) : view
  }
  if (items instanceof z.ZodMiniArray)
    return z.extend(schema, { items: z.array(versioned(items.def.element as z.ZodMiniType)) })
  return schema
}

/** A body of a conditional route, which may say its version; one that is no object cannot. */
export const conditionalBody = (body: z.ZodMiniType): z.ZodMiniType =>
  body instanceof z.ZodMiniObject ? z.extend(body, { version: VersionInBody }) : body

/** Whether a schema is one of a thing with its version. */
export const hasVersion = (schema: z.ZodMiniType | undefined): boolean =>
  schema instanceof z.ZodMiniObject && 'version' in schema.shape

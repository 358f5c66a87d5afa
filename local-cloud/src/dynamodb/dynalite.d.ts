// The parts of the untyped package dynalite that are used: its expression grammars, validations and their messages.
declare module 'dynalite/db/index.js' {
  interface DynaliteError extends Error {
    statusCode: number
    body: { __type: string; message?: string; Message?: string }
  }
  /** The store of dynalite itself, which tests compare with. */
  interface DynaliteStore {
    options: object
  }
  const db: {
    create(options: { createTableMs: number; deleteTableMs: number; updateTableMs: number }): DynaliteStore
    hashPrefix(hashKey: string, hashType: string): string
    validateKey(key: object, table: object): DynaliteError | undefined
    validateKeyPiece(key: object, attribute: string, type: string, isHash: boolean): DynaliteError | undefined | null
    validateItem(item: object, table: object): DynaliteError | undefined
    validateUpdates(legacy: undefined, updates: object | undefined, table: object): DynaliteError | undefined
    validateKeyPaths(nestedPaths: object | undefined, table: object): DynaliteError | undefined
  }
  export default db
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes(data: object, types: object): object
    checkValidations(
      data: object,
      types: object,
      custom: ((data: never, store: object) => string | undefined) | undefined,
      store: object,
    ): void
    validateAttributeValue(value: object): string | undefined
    validateExpressionParams(data: object, expressions: string[], nonExpressions: string[]): string | undefined
    validateExpressions(data: object): string | undefined
  }
  export default validations
}

declare module 'dynalite/validations/*.js' {
  const action: { types: Record<string, unknown>; custom?: (data: never, store: object) => string | undefined }
  export default action
}

declare module 'dynalite/actions/*.js' {
  const action: (store: object, data: object, done: (error: unknown, answer: unknown) => void) => void
  export default action
}

/** Its server, which the benchmark compares with. */
declare module 'dynalite' {
  const create: (options: { createTableMs: number }) => import('node:http').Server
  export default create
}

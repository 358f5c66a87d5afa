import type { AttributeValue } from '../values/attribute-value.ts'
import type { DocumentPath } from '../values/document-path.ts'

// What dynalite's grammars make of expressions, with names and values filled in.

/** An operand: a path, a value, or a function of operands. */
export type Operand = DocumentPath | AttributeValue | Call

export interface Call {
  type: 'function' | 'add' | 'subtract'
  name?: string
  args: Operand[]
}

export interface Condition {
  type: 'and' | 'or' | 'not' | 'in' | 'between' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'function'
  name?: string
  args: (Condition | Operand)[]
}

export interface ParsedCondition {
  expression: Condition
  /** Names of the top-level attributes that it reads. */
  pathHeads: Record<string, true>
  nestedPaths: Record<string, true>
}

export interface ParsedProjection {
  paths: DocumentPath[]
  nestedPaths: Record<string, true>
}

export interface Change {
  type: 'set' | 'remove' | 'add' | 'delete'
  path: DocumentPath
  val?: Operand
  attrType?: 'N' | 'SS' | 'NS' | 'BS'
}

export interface ParsedUpdate {
  sections: Change[]
  paths: DocumentPath[]
  nestedPaths: Record<string, true>
}

export const isPath = (operand: Condition | Operand): operand is DocumentPath => Array.isArray(operand)

/** Attribute values never have a member `type`. */
export const isCall = (operand: Condition | Operand): operand is Call => !isPath(operand) && 'type' in operand

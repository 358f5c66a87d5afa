import type { Service } from '@tenantry/contracts/service/service.ts'

/** What a service is called, and what it declares: names that belong into its folder. */
export function wordsOf({ name, entities, routes, worker, errors = {} }: Service): string[] {
  const events = [...routes.flatMap(({ emits = [] }) => emits), ...(worker?.emits ?? []), ...(worker?.consumes ?? [])]
  return [
    name,
    ...entities.flatMap((entity) => [entity.name, entity.collection, `${entity.idPrefix}_`]),
    ...routes.map(({ operation }) => operation),
    ...events.map(({ type }) => type),
    ...Object.keys(errors),
  ]
}

/**
 * Words that are the platform's as well: a direction or a sequence says nothing of the sample, nor do the invoices of AWS and of tenants say
 * anything of a service that makes some. A literal of its own is a name.
 */
const ENGLISH: Record<string, string[]> = {
  invoice: ['invoice', 'bill_invoice_id', 'InvoiceIssuerName'],
  order: ['order', 'inOrder', 'orderKey', 'SortOrder'],
  orders: ['orders', 'offered-orders', 'withOfferedOrders', 'check-orders', 'checkOrders'],
}
/** What sentences may say besides: the product is what services make up. */
const IN_SENTENCES: Record<string, string[]> = {
  ...ENGLISH,
  invoices: ['invoices'],
  orders: ['orders'],
  product: ['product'],
}
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<![:\w])\/\/.*/g

/** Which of these words a source says, in whatever case and as part of whatever name; each once. */
export function wordsIn(source: string, words: string[]): string[] {
  const code = namesIn(source.replaceAll(COMMENTS, ''))
  const comments = namesIn((source.match(COMMENTS) ?? []).join('\n').replaceAll(/\/([a-z-]+)/g, " '$1'"))
  return words.filter((word) => says(code, word, ENGLISH) || says(comments, word, IN_SENTENCES))
}

interface Name {
  name: string
  parts: string[]
  isLiteral: boolean
}

function namesIn(text: string): Name[] {
  return [...text.matchAll(/(['"`]?)([A-Za-z][A-Za-z0-9_-]*)(['"`]?)/g)].map(([, before, name = '', after]) => ({
    name,
    parts: partsOf(name),
    isLiteral: before !== '' && before === after,
  }))
}

function says(names: Name[], word: string, english: Record<string, string[]>): boolean {
  const wanted = partsOf(word)
  return names.some(
    ({ name, parts, isLiteral }) => contains(parts, wanted) && (isLiteral || !(english[word] ?? []).includes(name)),
  )
}

/** `listOrders`, `LIST_ORDERS` and `list-orders` are `list`, `orders`; an end that is empty stays, as in `ord_`. */
const partsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[_-]/)

function contains(parts: string[], wanted: string[]): boolean {
  // What begins with an id's prefix is an id, whatever follows.
  if (wanted.at(-1) === '') return parts.length > 1 && parts[0] === wanted[0]
  return parts.some((_, at) => wanted.every((part, offset) => parts[at + offset] === part))
}

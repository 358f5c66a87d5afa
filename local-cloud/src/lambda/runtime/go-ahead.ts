const Machine = Date

/** Has the function's clock go with that of the cloud, which may be put forward at any moment. `ahead` is milliseconds, in memory that the cloud writes to. */
export function goAhead(ahead: BigInt64Array<SharedArrayBuffer>): void {
  const now = () => Machine.now() + Number(Atomics.load(ahead, 0))
  globalThis.Date = new Proxy(Machine, {
    construct: (target, parts, as) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, as),
    apply: () => new Machine(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}

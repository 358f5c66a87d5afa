/** A deployment that must not begin, with what to do instead. */
export class Refused extends Error {}

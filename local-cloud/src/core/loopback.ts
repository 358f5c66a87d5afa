const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** Whether a Host header names this machine, as no page elsewhere can make a browser do (DNS rebinding). */
export const isLoopback = (hosts: readonly string[] = []): boolean =>
  hosts.length === 1 && hosts.every((host) => LOOPBACK.test(host))

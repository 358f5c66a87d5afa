import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/index.ts'
import { App, DefaultStackSynthesizer } from 'aws-cdk-lib'
import { AppPlaneStack } from './app-plane/app-plane-stack.ts'
import { BaseStack } from './base/base-stack.ts'
import { ControlPlaneStack } from './control-plane/control-plane-stack.ts'
import { STACKS } from './names.ts'
import { WebStack } from './web/web-stack.ts'

/** The whole product: the base, the pooled app plane, the control plane, which reads from SSM where the pool serves its tenants, and the sites. */
export function tenantryApp(outdir?: string, services: readonly Service[] = SERVICES): App {
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
    // The toolkit asks for the bootstrap version by itself; a rule in each template would only repeat it.
    defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  })
  const base = new BaseStack(app, 'Base', { stackName: STACKS.base })
  const appPlane = new AppPlaneStack(app, 'AppPlane', { stackName: STACKS.appPlane, services })
  const controlPlane = new ControlPlaneStack(app, 'ControlPlane', { stackName: STACKS.controlPlane, services })
  appPlane.addStackDependency(base)
  controlPlane.addStackDependency(appPlane)
  const web = new WebStack(app, 'Web', { stackName: STACKS.web })
  web.addStackDependency(controlPlane)
  return app
}

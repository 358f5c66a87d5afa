import { App, DefaultStackSynthesizer } from 'aws-cdk-lib'
import { AppPlaneStack } from './app-plane/app-plane-stack.ts'
import { BaseStack } from './base/base-stack.ts'
import { ControlPlaneStack } from './control-plane/control-plane-stack.ts'
import { STACKS } from './names.ts'

/** The whole product: the base, the pooled app plane, and the control plane, which reads from SSM where the pool serves its tenants. */
export function tenantryApp(outdir?: string): App {
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
    // The toolkit asks for the bootstrap version by itself; a rule in each template would only repeat it.
    defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  })
  const base = new BaseStack(app, 'Base', { stackName: STACKS.base })
  const appPlane = new AppPlaneStack(app, 'AppPlane', { stackName: STACKS.appPlane })
  const controlPlane = new ControlPlaneStack(app, 'ControlPlane', { stackName: STACKS.controlPlane })
  appPlane.addStackDependency(base)
  controlPlane.addStackDependency(appPlane)
  return app
}

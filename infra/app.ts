import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { App, DefaultStackSynthesizer } from 'aws-cdk-lib'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { AppPlaneStack } from './app-plane/app-plane-stack.ts'
import { BaseStack } from './base/base-stack.ts'
import { ControlPlaneStack } from './control-plane/control-plane-stack.ts'
import { checkLimits } from './limits/check-limits.ts'
import { STACKS } from './names.ts'
import { ReleasesStack } from './releases/releases-stack.ts'
import { siloTemplates } from './silo/silo-templates.ts'
import { WebStack } from './web/web-stack.ts'

/** Writes the templates of the whole product. Throws, with all that is wrong, when a limit of AWS is exceeded. */
export function synthesize(outdir?: string, services: readonly Service[] = SERVICES): CloudAssembly {
  const assembly = tenantryApp(outdir, services).synth()
  checkLimits(assembly)
  return assembly
}

/** The whole product: the base, the pooled app plane, the control plane, which reads from SSM where the pool serves its tenants, and the sites. */
function tenantryApp(outdir: string | undefined, services: readonly Service[]): App {
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
    // Counted with all other limits: see checkLimits.
    context: {
      '@aws-cdk/core:stackResourceLimit': 0,
      // A changed authorizer reaches the stage with a new deployment alone.
      '@aws-cdk/aws-apigateway:authorizerChangeDeploymentLogicalId': true,
    },
    // The toolkit asks for the bootstrap version by itself; a rule in each template would only repeat it.
    defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  })
  const base = new BaseStack(app, 'Base', { stackName: STACKS.base })
  const appPlane = new AppPlaneStack(app, 'AppPlane', { stackName: STACKS.appPlane, services })
  const controlPlane = new ControlPlaneStack(app, 'ControlPlane', { stackName: STACKS.controlPlane, services })
  const releases = new ReleasesStack(app, 'Releases', {
    stackName: STACKS.releases,
    silo: siloTemplates(app, services),
  })
  appPlane.addStackDependency(base)
  releases.addStackDependency(appPlane)
  controlPlane.addStackDependency(releases)
  const web = new WebStack(app, 'Web', { stackName: STACKS.web })
  web.addStackDependency(controlPlane)
  return app
}

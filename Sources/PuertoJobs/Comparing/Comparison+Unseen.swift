internal import PuertoCore

extension Comparison {
    /// The finding about a stack that cannot be compared here; `nil` for any other.
    func unseen(_ tenant: Tenant) -> Drift? {
        if tenant.kind == .base {
            return unseen(
                tenant, because: "the base system's stack is not Puerto's, which only probes it",
                mend: "puerto probe \(tenant.slug)")
        }
        if tenant.host != world.home {
            return unseen(
                tenant, because: "on '\(tenant.host)', and this machine is '\(world.home)'",
                mend: "puerto doctor \(tenant.slug), on '\(tenant.host)'")
        }
        guard isCopy else { return nil }
        return unseen(
            tenant, because: "this workspace is a copy: its clients have no stacks here",
            mend: "puerto doctor \(tenant.slug), in the workspace that was copied")
    }

    private func unseen(_ tenant: Tenant, because reason: String, mend: String) -> Drift {
        .notLookedAt(.state, subject: tenant.slug.text, because: reason, mend: mend)
    }
}

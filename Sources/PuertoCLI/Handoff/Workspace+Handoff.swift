import PuertoCore
import PuertoSite
import PuertoStore

extension Workspace {
    /// Builds the site with a new onboarding page, and writes the copy; returns the page's file.
    func publishHandoff(_ tenant: Tenant, _ copy: PageCopy?) throws -> String {
        try publishHandoffs([tenant], copy)[0]
    }

    /// Builds the site once with the new onboarding pages, and writes the copy of the only one;
    /// returns the pages' files.
    func publishHandoffs(_ tenants: [Tenant], _ copy: PageCopy?) throws -> [String] {
        let lock = try lock()
        defer { lock.release() }
        let builder = try builder(needsLogo: false) { try writingStore() }
        do {
            Failure.warn(try builder.build(holding: lock).warnings)
        } catch {
            Failure.note(
                Spoken.say(
                    "la frase vale; puerto build hace su página cuando esto se arregle",
                    "the passphrase holds; puerto build makes its page once this is mended"))
            throw error
        }
        return try tenants.map { tenant in
            let page = path("public/\(PortalPath.onboarding(tenant.onboardingToken))")
            try copy?.write(contentsOf: page)
            return copy?.path ?? page
        }
    }
}

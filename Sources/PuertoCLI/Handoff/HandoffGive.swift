import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore
import PuertoVault

/// `puerto handoff give SLUG…`. The verb may be left out where no verb has the client's name.
struct HandoffGive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "give", abstract: "Hand clients their logins, each as two texts.",
        discussion: """
            Prints two texts in the client's language, once, each under a heading of its own: one \
            for mail, with the link or the onboarding page, and one for a messenger or a call, \
            with the passphrase. Send them by different ways: whoever has both has the password. A \
            selection takes clients that can log in and have no access yet. Of several clients it \
            checks all before the first one, asks once, and prints each one's texts below its name.
            """)

    @OptionGroup var choice: RecordChoice
    @Option(help: "link or page; by default a link where the portal is on the web, else a page.")
    var by: Way?
    @Option(help: ArgumentHelp("How long a link opens, from 60s to 31d.", valueName: "time"))
    var expires = Lifetime(seconds: LinkOffer.usualLifetime)
    @Option(help: "How often a link can be opened, from 1 to 10.") var views = 1
    @Option(help: ArgumentHelp("Write a copy of the page to this file.", valueName: "file"))
    var out: String?
    @OptionGroup var options: WorkspaceOptions

    enum Way: String, ExpressibleByArgument, CaseIterable {
        case link, page
    }

    func validate() throws {
        try choice.check(single: [("--out", out != nil)])
        guard out == nil || by != .link else {
            throw ValidationError("--out writes a page, and a link has none")
        }
    }

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let tenants = try clients(store)
        let way = by ?? (workspace.configuration.web == nil || out != nil ? .page : .link)
        for tenant in tenants { try store.checkHandoff(of: tenant.slug) }
        let count = Clients.counted(tenants.count)
        try choice.confirm(
            tenants.map { "\($0.slug)  \($0.contact.email ?? "")" },
            Spoken.say("entregar el acceso a \(count)", "hand the login to \(count)"))
        switch way {
        case .link: try giveLinks(tenants, store, workspace)
        case .page: try givePages(tenants, store, workspace)
        }
    }

    /// Returns the clients: of a selection those of this machine whose next step it is.
    private func clients(_ store: Store) throws -> [Tenant] {
        let fleet = try store.fleet()
        let here = fleet.hosts.first?.name
        return try choice.clients(
            store,
            leaving: (
                "no hay dónde iniciar sesión, o ya tiene acceso",
                "there is nothing to log in to, or it has access"
            )
        ) { tenant in
            let custody = fleet.custody[tenant.slug] ?? Custody()
            return tenant.host == here && tenant.canBeHandedOver && !custody.isHandedOver
        }
    }
}

extension HandoffGive {
    private func giveLinks(_ tenants: [Tenant], _ store: Store, _ workspace: Workspace) throws {
        let offer = try LinkOffer(
            field: .app, hasPassphrase: true, lifetime: expires.seconds, views: views)
        let maker = LinkMaker(
            store: store, vault: try workspace.keys(for: store).vault, url: workspace.address(of:))
        for tenant in tenants {
            let (text, headings) = texts(tenant, workspace)
            let receipt = try naming(tenant) {
                let link = try maker.make(tenant.slug, offer, by: Workspace.actor)
                let receipt = try store.addLink(
                    tenant.slug, offer, link.sealed, by: Workspace.actor)
                let mail = text.mail(
                    link: link.address.revealText() ?? "",
                    opens: text.opens(views == 1 ? nil : "\(views)"),
                    lasts: text.lasts(expires.seconds))
                try headings.print(
                    mail, text.message(passphrase: link.passphrase?.revealText() ?? ""))
                return receipt
            }
            let back = "puerto handoff revoke \(tenant.slug) \(receipt.id.prefix(8))"
            Failure.note(
                Spoken.say(
                    "el enlace se abre hasta \(Timestamp.text(receipt.expiresAt)); \(back) lo retira",
                    "the link opens until \(Timestamp.text(receipt.expiresAt)); \(back) takes it back"
                ))
        }
    }

    private func givePages(_ tenants: [Tenant], _ store: Store, _ workspace: Workspace) throws {
        let copy = try out.map { try PageCopy(to: $0) }
        let vault = try workspace.keys(for: store).vault
        var given: [(tenant: Tenant, until: Day)] = []
        let outcome = Result {
            for tenant in tenants {
                given.append((tenant, try givePage(tenant, copy, store, vault, workspace)))
            }
        }
        // The passphrases that are printed hold: their pages are published whatever came then.
        if !given.isEmpty { try publish(given, copy, workspace) }
        try outcome.get()
    }

    /// Issues a page, and prints its texts. Returns the day by which its password is to be changed.
    private func givePage(
        _ tenant: Tenant, _ copy: PageCopy?, _ store: Store, _ vault: Vault, _ workspace: Workspace
    ) throws -> Day {
        let (text, headings) = texts(tenant, workspace)
        let passphrase = try Passphrase(GeneratedSecret.passphrase(tenant.language))
        let handoff = try naming(tenant) {
            try store.issueHandoff(tenant.slug, passphrase: .words, by: Workspace.actor) {
                try vault.sealed(passphrase.secret, at: $0)
            }
        }
        let address = workspace.configuration.web.map {
            "\($0.origin)/\(PortalPath.onboarding(tenant.onboardingToken))"
        }
        // Printed before anything else can fail: it is shown only this once.
        try headings.print(
            text.mail(page: copy == nil ? address : nil),
            text.message(passphrase: passphrase.secret.revealText() ?? ""))
        return Day(secondsSince1970: handoff.rotateBy)
    }

    private func publish(
        _ given: [(tenant: Tenant, until: Day)], _ copy: PageCopy?, _ workspace: Workspace
    ) throws {
        let files = try workspace.publishHandoffs(given.map(\.tenant), copy)
        let attached =
            copy == nil && workspace.configuration.web != nil
            ? Spoken.say("la página es", "the page is")
            : Spoken.say("adjunta la página:", "attach the page:")
        for (file, one) in zip(files, given) {
            Failure.note(
                "\(attached) \(file); "
                    + Spoken.say(
                        "que cambien la contraseña antes del \(one.until)",
                        "have the password changed by \(one.until)"))
        }
    }

    private func texts(_ tenant: Tenant, _ workspace: Workspace) -> (HandoffText, HandoffHeadings) {
        let agency = workspace.configuration.agency
        return (
            HandoffText(agency: agency.name, tenant: tenant),
            HandoffHeadings(tenant: tenant, l: agency.language, isOneOfSeveral: !choice.isOne)
        )
    }

    /// Does the step; of several clients its error names the one: the earlier ones have their texts.
    private func naming<Value>(_ tenant: Tenant, _ step: () throws -> Value) throws -> Value {
        do { return try step() } catch let error as PuertoError where !choice.isOne {
            throw error.at(tenant.slug.text)
        }
    }
}

internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

extension JobWorld {
    /// Answers the web tier's errands one after the other until none is open.
    func runErrands() async throws {
        while let errand = try store.nextErrand() {
            do {
                try await answer(errand)
            } catch {
                // An error of one errand must not hold up the other errands or the jobs.
                try Task.checkCancellation()
                let text = RecordedText(PuertoError.own(error))
                try store.answer(errand, .failure(text), by: .worker)
            }
        }
    }

    private func answer(_ errand: Errand) async throws {
        switch errand.question {
        case .plan(let action, let parameters):
            let plan = try await plan(action, errand.tenant, parameters)
            try store.answer(errand, .plan(text: plan.text, hash: plan.hash), by: .worker)
        case .probe: try store.answer(errand, try await probed(errand), by: .worker)
        case .reveal(let field, let key):
            let value = try store.revealCredential(
                errand.tenant, field, to: "browser", by: errand.actor
            ) { try vault.open($0.sealed, at: $0.place) }
            let envelope = try Self.seal(value, to: key, errand, field: field.rawValue)
            try store.answer(errand, .envelope(envelope), by: .worker)
        case .link(let offer, let key):
            let maker = LinkMaker(store: store, vault: vault, url: url)
            let link = try maker.make(errand.tenant, offer, by: errand.actor)
            let text = link.address.reveal() + (link.passphrase.map { [0x0A] + $0.reveal() } ?? [])
            let envelope = try Self.seal(Secret(text), to: key, errand, field: "link")
            try store.answer(errand, offer, link.sealed, envelope, by: .worker)
        case .page(let key): try answerPage(errand, to: key)
        }
    }

    /// Issues a sealed page, and seals its address and its passphrase for the browser.
    private func answerPage(_ errand: Errand, to key: [UInt8]) throws {
        let tenant = try store.tenant(errand.tenant)
        guard let web = try store.web() else {
            throw PuertoError(.notFound, "'web' is not in puerto.yaml", hint: "add it")
                .spanish("falta 'web' en puerto.yaml", hint: "añádelo")
        }
        let passphrase = try Passphrase(GeneratedSecret.passphrase(tenant.language)).secret
        let address = web.settings.origin + "/" + PortalPath.onboarding(tenant.onboardingToken)
        let text = Secret(Array(address.utf8) + [0x0A] + passphrase.reveal())
        let envelope = try Self.seal(text, to: key, errand, field: errand.question.kind)
        _ = try store.answerPage(errand, envelope, by: .worker) { place in
            SealedCredential(
                sealed: try vault.seal(passphrase, at: place),
                fingerprint: vault.fingerprint(
                    passphrase, tenant: place.tenant, field: place.field))
        }
    }

    /// Probes the tenant and compares it with its record, as `puerto probe` does, and has the pages
    /// made again where that has changed anything.
    private func probed(_ errand: Errand) async throws -> ErrandAnswer {
        let look = try await look(at: [errand.tenant], by: errand.actor)
        if let unrecorded = look.unrecorded { throw unrecorded }
        var hasChanged = look.hasChanged
        let tenant = try store.tenant(errand.tenant)
        if tenant.kind == .client, tenant.host == home, !look.found.isEmpty {
            let differs = try await recordComparison(of: [errand.tenant])
            hasChanged = hasChanged || differs
        }
        if hasChanged { _ = try store.enqueueOnce(JobRequest(.build, nil, by: .worker)) }
        let text = ProbeAnswer(look.found.first?.result).text
        return .plan(text: text, hash: Digest.sha256(Array("probe \(errand.id)\n\(text)".utf8)))
    }

    private static func seal(
        _ secret: Secret, to key: [UInt8], _ errand: Errand, field: String
    ) throws -> SealedEnvelope {
        let place = RevealPlace(job: errand.id, tenant: errand.tenant.text, field: field)
        let sealed = try RevealEnvelope(sealing: secret, to: key, for: place)
        return SealedEnvelope(
            key: sealed.publicKey, nonce: sealed.nonce, ciphertext: sealed.ciphertext)
    }
}

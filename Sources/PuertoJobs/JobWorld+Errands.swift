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
                let text = (error as? PuertoError)?.description ?? "internal error: \(error)"
                try store.answer(errand, .failure(text), by: .worker)
            }
        }
    }

    private func answer(_ errand: Errand) async throws {
        switch errand.question {
        case .plan(let action, let parameters):
            let plan = try await plan(action, errand.tenant, parameters)
            try store.answer(errand, .plan(text: plan.text, hash: plan.hash), by: .worker)
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
        }
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

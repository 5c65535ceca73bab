extension Tenant {
    /// Throws unless the client's system can be handed over: `protected` for the base system,
    /// `conflict` for a system that is neither ready nor degraded, with the verb that helps. `here`
    /// is the host of this machine.
    package func checkHandoff(here: Slug?) throws {
        guard kind == .client else {
            throw PuertoError(
                .protected, "the base system is not handed to a client", hint: "name a client"
            ).spanish("el sistema base no se entrega a ningún cliente", hint: "indica un cliente")
        }
        guard !canBeHandedOver else { return }
        let away = TenantLine(self).away(from: here)
        let step = NextStep(NextStep.Facts(status: status, away: away, isObserved: isObserved))
            .command(slug)
        throw PuertoError(
            .conflict, "'\(slug)' is \(status.rawValue): there is nothing to log in to",
            hint: step
        ).spanish(
            "'\(slug)' está en «\(status.word(.es))»: no hay dónde iniciar sesión", hint: step)
    }

    /// Throws unless a password of the client can be handed over: what `checkHandoff(here:)` throws,
    /// and `notFound` for a login without its user name, the contact's e-mail.
    package func checkHandoff(of field: CredentialField, here: Slug?) throws {
        try checkHandoff(here: here)
        guard field == .app, contact.email == nil else { return }
        throw PuertoError(
            .notFound, "'\(slug)' has no contact e-mail, which is the user name",
            hint: "puerto tenant edit \(slug) --contact-email ADDRESS"
        ).spanish(
            "'\(slug)' no tiene correo de contacto, que es el usuario",
            hint: "puerto tenant edit \(slug) --contact-email CORREO")
    }

    /// Tells whether the client can log in to its system.
    package var canBeHandedOver: Bool {
        switch status {
        case .ready, .degraded: true
        case .draft, .provisioning, .suspended, .archived: false
        }
    }
}

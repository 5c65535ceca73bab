internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Step {
    /// Sets the next password of the client's own login in its Windmill, and proves it there.
    static let switchLogin = Step(.switchPassword) { _ in
        ["set the new value in Windmill; log in with it; see the old one refused"]
    } run: { context in
        try await context.countChange()
        try await context.recordedSetup.switchLogin()
    }
}

extension StepContext {
    /// Throws what would keep a rotation of the client's login from its end.
    func checkLogin() async throws {
        try await stack().checkLogin()
        let data = try await instanceData()
        guard try await stack().facts.isSecured(in: data), try await recordedSetup.isSecured(data)
        else { throw try await stack().closedError }
        try await recordedSetup.checkLogin()
    }
}

extension Stack {
    /// Throws where Puerto does not set the password of the client's own login: `unsupported` for an
    /// instance that other hands have set up, and `conflict` for a client without an address, or
    /// with another one than its login has.
    func checkLogin() throws {
        guard !facts.instance.isLeft else {
            throw PuertoError(
                .unsupported, "the logins of '\(slug)' in Windmill were not made by Puerto",
                hint: "change it in the application and record it: "
                    + "puerto credential set \(slug) app"
            ).spanish(
                "los usuarios de '\(slug)' en Windmill no los creó Puerto",
                hint: "cámbiala en la aplicación y regístrala: puerto credential set \(slug) app")
        }
        guard tenant.contact.email != nil else {
            throw PuertoError(
                .conflict,
                "'\(slug)' has no login of its own in Windmill: its contact has no e-mail",
                hint: "puerto tenant edit \(slug) --contact-email ADDRESS, then "
                    + "puerto reconcile \(slug)"
            ).spanish(
                "'\(slug)' no tiene usuario propio en Windmill: falta el correo de su contacto",
                hint: "puerto tenant edit \(slug) --contact-email CORREO y después "
                    + "puerto reconcile \(slug)")
        }
        // A login that cannot be made has an error of its own.
        guard let login = try clientLogin() else { return }
        guard facts.instance.login?.email == login.record.email else {
            throw PuertoError(
                .conflict,
                "the login of '\(slug)' in Windmill is not seen yet with the contact's e-mail "
                    + PuertoError.quote(login.record.email),
                hint: "puerto reconcile \(slug) makes it"
            ).spanish(
                "no se ha visto todavía en Windmill el usuario de '\(slug)' con el correo del "
                    + "contacto " + PuertoError.quote(login.record.email),
                hint: "puerto reconcile \(slug) lo crea")
        }
    }

    /// The line of a plan that `checkLogin` stops.
    var loginStops: [String] {
        do {
            try checkLogin()
            return []
        } catch { return ["stops here: \(error)"] }
    }

    /// The error of a rotation whose next value is not recorded.
    func noNextPassword(_ field: CredentialField) -> PuertoError {
        PuertoError(
            .conflict, "no new value of \(field.rawValue) is recorded",
            hint: "puerto rotate \(slug) \(field.rawValue) begins anew"
        ).spanish(
            "no está registrada ninguna contraseña nueva de \(field.rawValue)",
            hint: "puerto rotate \(slug) \(field.rawValue) empieza otra vez")
    }
}

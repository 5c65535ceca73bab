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

extension Stack {
    /// Throws where Puerto does not set the password of the client's own login: `unsupported` for an
    /// instance that other hands have set up, and `conflict` for a client without an address.
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

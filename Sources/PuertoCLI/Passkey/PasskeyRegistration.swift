import Glibc
import PuertoCore
import PuertoStore
import PuertoVault

/// The registration of a passkey at the terminal: an address, a wait, a question.
struct PasskeyRegistration {
    let store: Store
    /// The workspace's folder, whose changes are waited for.
    let folder: String
    let web: WebSettings
    let stop: StopSignal

    /// Milliseconds between two looks when no file seems to change, as on network file systems.
    private static let pause = 2000
    private static let yes = ["y", "Y", "yes", "s", "sí"]

    /// Adds a passkey, or throws `conflict` and adds nothing.
    func perform(_ name: Slug) throws {
        let address = PasskeyAddress()
        try store.beginPasskeyOffer(
            of: name, id: address.id, secret: address.secret.reveal(),
            relyingParty: web.hostName.text, by: Workspace.actor)
        let passkey: Passkey
        do {
            passkey = try register(name, address)
        } catch {
            try store.endPasskeyOffer(address.id, by: Workspace.actor)
            throw error
        }
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "\(name): llave de acceso \(passkey.id) añadida, \(passkey.label)\n",
                "\(name): passkey \(passkey.id) added, \(passkey.label)\n"))
        for advice in try advice(of: name) { Failure.note(advice) }
    }

    private func register(_ name: Slug, _ address: PasskeyAddress) throws -> Passkey {
        // Before the address is known, so that no change is missed.
        var changes = ChangeWatch(workspace: folder, until: stop)
        let text = address.text(below: web.origin + web.hook).reveal()
        try FileDescriptorOutput.standard.write(text + [0x0A])
        Failure.note(
            Spoken.say(
                "ábrela antes de diez minutos en el navegador que va a tener la llave de acceso",
                "open it within ten minutes in the browser that shall have the passkey"))
        let (offer, made) = try wait(address.id, &changes)
        Failure.note(Spoken.say("operador:     ", "operator:      ") + offer.operator.text)
        Failure.note(Spoken.say("autenticador: ", "authenticator: ") + made.label)
        Failure.note(PasskeyRegistration.kept(made))
        // What was typed before the question answers nothing.
        tcflush(STDIN_FILENO, TCIFLUSH)
        try FileDescriptorOutput(descriptor: STDERR_FILENO).write(
            Spoken.say("¿añadirla? s/N ", "add it? y/N "))
        guard try PasskeyRegistration.yes.contains(answer(offer)) else {
            throw PasskeyRegistration.nothingAdded(Spoken.say("sin confirmar", "not confirmed"))
        }
        return try store.acceptPasskey(address.id, by: Workspace.actor)
    }
}

extension PasskeyRegistration {
    /// Waits until a browser has made a passkey.
    private func wait(_ id: String, _ changes: inout ChangeWatch) throws
        -> (PasskeyOffer, NewPasskey)
    {
        var version: Int?
        while true {
            let seen = try store.dataVersion()
            if seen != version {
                guard let offer = try store.passkeyOffer(id) else { throw overdue }
                if let made = offer.made { return (offer, made) }
                version = seen
            } else if try store.passkeyOffer(id) == nil {
                throw overdue
            }
            guard changes.next(within: PasskeyRegistration.pause) != nil else {
                throw PasskeyRegistration.nothingAdded(Spoken.say("interrumpido", "interrupted"))
            }
        }
    }

    /// Reads the line that is typed, without its end; empty at the end of the input. Throws
    /// `conflict` on Ctrl-C and when the registration is over.
    private func answer(_ offer: PasskeyOffer) throws -> String {
        var line: [UInt8] = []
        while true {
            var files = [
                pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            ]
            let left = offer.madeAt + PasskeyOffer.lifetime - store.clock()
            guard left > 0 else { throw overdue }
            let count = poll(
                &files, nfds_t(files.count), Int32(min(left, PasskeyOffer.lifetime) * 1000))
            if count < 0, errno == EINTR { continue }
            guard files[0].revents == 0 else {
                throw PasskeyRegistration.nothingAdded(Spoken.say("interrumpido", "interrupted"))
            }
            guard files[1].revents != 0 else { continue }
            var byte: UInt8 = 0
            guard read(STDIN_FILENO, &byte, 1) == 1, byte != 0x0A, line.count < 100 else {
                return String(decoding: line, as: UTF8.self)
            }
            line.append(byte)
        }
    }

    /// Says what is still advisable for the operator.
    private func advice(of name: Slug) throws -> [String] {
        let operators = try store.operators().filter { $0.name == name }
        if operators.first?.role == .viewer {
            return [
                Spoken.say(
                    "'\(name)' solo mira: la llave de acceso entra y no aprueba nada",
                    "'\(name)' is a viewer: the passkey logs in and approves nothing")
            ]
        }
        return PasskeyAdvice(
            relyingParty: web.hostName.text, operators: operators,
            passkeys: try store.passkeys(of: name)
        ).single
    }

    private static func kept(_ made: NewPasskey) -> String {
        made.isSynced
            ? Spoken.say("guardada:     sincronizada", "kept:          synced by its provider")
            : Spoken.say("guardada:     en un dispositivo", "kept:          on one device")
    }

    private var overdue: PuertoError {
        PasskeyRegistration.nothingAdded(
            Spoken.say("pasaron los diez minutos", "ten minutes are over"))
    }

    private static func nothingAdded(_ why: String) -> PuertoError {
        PuertoError(.conflict, "\(why): no passkey was added")
            .spanish("\(why): no se añadió ninguna llave de acceso")
    }
}

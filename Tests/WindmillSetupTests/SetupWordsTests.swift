import PuertoCore
import ServerSupport
import Testing
import Windmill
import WindmillSetup

@testable import PuertoJobs

/// Errors of a setup, in both languages.
@Suite struct SetupWordsTests {
    /// Errors of which no value comes from a running server.
    static func rows() throws -> [(SetupError, en: String, es: String)] {
        let (email, id) = (try LoginEmail("ana@acme.mx"), try WorkspaceID("acme"))
        let job = try JobID("0192a3b4-0000-7000-8000-000000000001")
        return [
            (
                .unusable(.administratorPassword),
                """
                the administrator's password has to be another one than the stock one, and at \
                least 12 bytes long
                """,
                """
                la contraseña del administrador tiene que ser distinta de la de fábrica y ocupar \
                al menos 12 bytes
                """
            ),
            (
                .unusable(.clientPassword(email)),
                "the password of ana@acme.mx has to be at least 8 bytes long",
                "la contraseña de ana@acme.mx tiene que ocupar al menos 8 bytes"
            ),
            (
                .unusable(.passwordRecord(-22)), "libargon2 makes no record of the password (-22)",
                "libargon2 no admite la contraseña (-22)"
            ),
            (
                .unusable(.recordedValue), "a recorded value is none that Windmill takes",
                "un valor registrado no es de los que acepta Windmill"
            ),
            (
                .call(.settings, .notListening("Connection refused")),
                "settings: does not answer: Connection refused",
                "ajustes: no responde: \(FindingText.words("Connection refused", .es))"
            ),
            (
                .call(.smoke, .tooManyRows(limit: 5000)), "smoke: a list has more than 5000 rows",
                "prueba: una lista tiene más de 5000 filas"
            ),
            (
                .foreignAnswer(.token), "token: answers with something that is not Windmill's",
                "token: responde con algo que no es de Windmill"
            ),
            (
                .unreadableTokens(2),
                """
                2 tokens of the login cannot be read, and so not be deleted: delete them in the \
                instance
                """,
                """
                no se pueden leer 2 tokens del usuario, ni por tanto borrarlos: bórralos en la \
                instancia
                """
            ),
            (
                .noUserName(email), "client: no user name is free for ana@acme.mx",
                "usuario del cliente: no queda ningún nombre de usuario libre para ana@acme.mx"
            ),
            (
                .clientIsAdministrator(email),
                """
                ana@acme.mx may do everything in the instance, and gets no client's password: \
                record another address of the client's contact
                """,
                """
                ana@acme.mx puede hacer de todo en la instancia y no recibe la contraseña de un \
                cliente: registra otro correo de contacto del cliente
                """
            ),
            (
                .unknownRights(email),
                """
                the rights of ana@acme.mx in the instance cannot be read, and it gets no client's \
                password: look at it there
                """,
                """
                no se pueden leer los permisos de ana@acme.mx en la instancia, y no recibe la \
                contraseña de un cliente: míralo allí
                """
            ),
            (
                .changeIsNotThere(.administrator, .deletedTokens),
                """
                administrator: the instance took a change and does not show it: tokens that were \
                deleted are listed
                """,
                """
                administrador: la instancia aceptó un cambio y no lo muestra: siguen en la lista \
                tokens que se borraron
                """
            ),
            (
                .changeIsNotThere(.settings, .setting(try SettingKey("base_url"))),
                "settings: the instance took a change and does not show it: the setting base_url",
                "ajustes: la instancia aceptó un cambio y no lo muestra: el ajuste base_url"
            ),
            (
                .changeIsNotThere(.workspace, .workspace(id)),
                "workspace: the instance took a change and does not show it: the workspace acme",
                """
                espacio de trabajo: la instancia aceptó un cambio y no lo muestra: el espacio de \
                trabajo acme
                """
            ),
            (
                .changeIsNotThere(.membership, .membership(email)),
                """
                membership: the instance took a change and does not show it: the rights of \
                ana@acme.mx
                """,
                """
                permisos del cliente: la instancia aceptó un cambio y no lo muestra: los permisos \
                de ana@acme.mx
                """
            ),
            (
                .changeIsNotThere(.smoke, .folder(try FolderName("puerto"))),
                "smoke: the instance took a change and does not show it: the folder puerto",
                "prueba: la instancia aceptó un cambio y no lo muestra: la carpeta puerto"
            ),
            (
                .changeIsNotThere(.smoke, .script(try ItemPath("f/puerto/smoke"))),
                "smoke: the instance took a change and does not show it: the script f/puerto/smoke",
                "prueba: la instancia aceptó un cambio y no lo muestra: el script f/puerto/smoke"
            ),
            (
                .outOfTime(.readiness, .health(.degraded)),
                "readiness: not in time: the instance is degraded: no worker reports",
                """
                disponibilidad: no llegó a tiempo: la instancia funciona a medias: no da señales \
                ningún trabajador
                """
            ),
            (
                .outOfTime(.token, .refusedToken),
                "token: not in time: a deleted token is refused",
                "token: no llegó a tiempo: que rechace un token borrado"
            ),
            (
                .outOfTime(.smoke, .lock), "smoke: not in time: the script's lock",
                "prueba: no llegó a tiempo: las dependencias fijadas del script"
            ),
            (
                .outOfTime(.smoke, .endOfJob(job)), "smoke: not in time: the end of job \(job)",
                "prueba: no llegó a tiempo: el final del trabajo \(job)"
            ),
            (
                .scriptHasNoLock("no such module"),
                "smoke: the script's lock cannot be made: no such module",
                "prueba: no se pueden fijar las dependencias del script: no such module"
            ),
            (
                .scriptHasNoLock(""), "smoke: the script's lock cannot be made",
                "prueba: no se pueden fijar las dependencias del script"
            ),
            (
                .wrongResult(.jobFailed), "smoke: the job failed", "prueba: el trabajo falló"
            ),
            (
                .wrongResult(.anotherAnswer),
                "smoke: the job answers with something else than asked for",
                "prueba: el trabajo responde otra cosa que lo que se le pidió"
            ),
            (
                .wrongResult(.noText), "smoke: the job answers with something else than a text",
                "prueba: el trabajo responde algo que no es un texto"
            ),
        ]
    }

    @Test func errorsOfASetupAreSaidInBothLanguages() throws {
        let slug = try Slug("acme")
        for (error, english, spanish) in try Self.rows() {
            let thrown = #expect(throws: PuertoError.self) {
                try speaking(of: slug) { () throws -> Void in throw error }
            }
            #expect(thrown?.message == "Windmill: \(english)")
            #expect(thrown?.spanish?.message == "Windmill: \(spanish)")
        }
    }

    @Test func whatARecordMendsHasItsCommand() throws {
        let (email, slug) = (try LoginEmail("ana@acme.mx"), try Slug("acme"))
        let address = SetupError.clientIsAdministrator(email).puerto(slug)
        #expect(address.hint == "puerto tenant edit acme --contact-email ADDRESS")
        #expect(address.spanish?.hint == "puerto tenant edit acme --contact-email CORREO")
        let password = SetupError.unusable(.clientPassword(email)).puerto(slug)
        #expect(password.hint == "puerto credential set acme app records another one")
        #expect(password.spanish?.hint == "puerto credential set acme app registra otra")
        #expect(SetupError.unusable(.administratorPassword).puerto(slug).hint == nil)
    }

    @Test func noSpanishErrorIsHalfEnglish() throws {
        let (email, id) = (try LoginEmail("ana@acme.mx"), try WorkspaceID("acme"))
        let others: [SetupError] = [
            .noPasswordWorks(email), .administratorIsGone(email), .notSuperAdministrator(email),
            .takesTheOldSecret(.token), .refusesTheNewSecret(.client), .loginsAreLimited(.client),
            .noLogins, .needsTheDatabase(.client), .workspaceIsArchived(id),
            .loginIsDisabled(email), .secretsAreLost(2),
        ]
        let slug = try Slug("acme")
        let word = /\b(the|of|is|be|that|not|with|and|cannot|deleted|waited|needed)\b/
        for error in try Self.rows().map(\.0) + others {
            let spanish = try #require(error.puerto(slug).spanish?.message)
            #expect(spanish.firstMatch(of: word) == nil, "\(spanish)")
        }
    }

    /// Failures of calls as a server brings them about, with the call that failed.
    @Test func aFailedCallIsSaidInSpanish() async throws {
        let replies: [(Reply, es: String)] = [
            (
                .answer(500, "Internal: no room"),
                "GET /api/users/whoami: responde con el estado 500: Internal: no room"
            ),
            (
                .answer(200, "{}"),
                "GET /api/users/whoami: responde con algo que no es de Windmill (en 'email')"
            ),
            (
                .answer(200, String(repeating: "x", count: 100_000)),
                "GET /api/users/whoami: la respuesta pasa de 65536 bytes"
            ),
        ]
        let token = try BearerToken("t000000001-0123456789")
        for (reply, spanish) in replies {
            let server = try ScriptedServer { _, _ in reply }
            let setup = try Bootstrap.setup(server)
            let error = await #expect(throws: PuertoError.self) {
                try await speaking(of: Slug("acme")) {
                    _ = try await setup.ownToken(token) { _ in }
                }
            }
            #expect(error?.spanish?.message == "Windmill: token: \(spanish)")
        }
    }
}

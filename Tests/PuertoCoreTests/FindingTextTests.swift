import Foundation
import PuertoCore
import TestSupport
import Testing

/// What comparisons and probes find is recorded in English and read in the reader's language.
@Suite struct FindingTextTests {
    @Test(arguments: [
        ("missing", "falta"),
        (
            "recorded as ready, but Puerto never made its stack",
            "consta como «listo», pero Puerto nunca montó su sistema"
        ),
        (
            "exited, exit code 137, ended by the kernel for lack of memory (512 MiB), restarted 3 times",
            "detenido, código de salida 137, lo cerró el sistema por falta de memoria (512 MiB), reiniciado 3 veces"
        ), ("exited, exit code 1", "detenido, código de salida 1"),
        (
            "may take any amount of memory, recorded is 512",
            "puede usar cualquier cantidad de memoria, y constan 512 MiB"
        ),
        ("lacks the volume a_data at /data", "le falta el volumen a_data en /data"),
        (
            "missing; the container of this name is that of 'bolt'",
            "falta; el contenedor que tiene ese nombre es el de 'bolt'"
        ),
        (
            "PostgreSQL: it does not take the password; Redis: it has no container",
            "PostgreSQL: no acepta la contraseña; Redis: no tiene contenedor"
        ),
        (
            "PostgreSQL: its container is exited; Redis: its container is created",
            "PostgreSQL: su contenedor está detenido; Redis: su contenedor está creado"
        ),
        (
            "publishes 127.0.0.1:1, recorded is none; restart policy 'no', recorded is unless-stopped",
            "publica 127.0.0.1:1, y no consta ninguno; política de reinicio 'no', y consta unless-stopped"
        ),
        (
            "PostgreSQL: 127.0.0.1:5433: no connection",
            "PostgreSQL: 127.0.0.1:5433: sin conexión"
        ),
        (
            "127.0.0.1:8001 is served by a stranger, a process of user 0, and not by this client's "
                + "container: the container x, that of 'ready'",
            "en 127.0.0.1:8001 atiende un extraño, un proceso del usuario 0, y no el contenedor de este "
                + "cliente: el contenedor x, el de 'ready'"
        ),
        (
            "puerto provision a --new-data starts without them; content/r.md restores a copy then",
            "puerto provision a --new-data arranca sin ellos; después, content/r.md dice cómo restaurar "
                + "una copia"
        ), ("a second container of redis, dead", "un segundo contenedor de redis, inservible"),
        ("no service of this stack, created", "no es un servicio de este sistema, creado"),
        ("there, recorded is draft", "existe, y consta «borrador»"),
        ("application: does not answer in time", "aplicación: no responde a tiempo"),
        ("hangs: PostgreSQL: timeout expired", "no reacciona: PostgreSQL: se agotó el tiempo"),
        ("PostgreSQL: FATAL: what a server says", "PostgreSQL: FATAL: what a server says"),
        (
            "2 jobs wait since T: no worker runs",
            "2 trabajos esperan desde T: no funciona ningún trabajador"
        ),
        ("something that nobody has translated", "something that nobody has translated"),
    ])
    func aFindingIsReadInSpanishAndStaysAsItIsInEnglish(text: String, spanish: String) {
        #expect(FindingText.words(text, .es) == spanish)
        #expect(FindingText.words(text, .en) == text)
    }

    /// What sources put together of parts: `FindingSources` reads the parts.
    private static let parts: Set<String> = [
        "7, by a network of both", "7: the engine's firewall rules are gone",
        "a second container of 7", "no service of this stack", "7, recorded is 7",
        // A log has these; a finding has an error's brief text.
        "7: the answer is longer than 7 bytes", "a list has more than 7 rows",
    ]

    @Test func everyFindingOfTheSourcesHasItsWordsInSpanish() throws {
        let texts = try FindingSources.all().subtracting(Self.parts)
        #expect(texts.count > 90)
        let english =
            /\b(the|is|are|of|and|not|its|it|recorded|has|was|with|by|which|to|an|missing|no such)\b/
        for text in texts.sorted() {
            let readings = [text, "its container is \(text)"].map { FindingText.words($0, .es) }
            // Some are a value in the middle of others.
            #expect(readings.contains { $0.firstMatch(of: english) == nil }, "\(text)")
        }
    }

    /// A slug may be any word, also one that is translated elsewhere.
    @Test func whatStandsInQuotesIsAName() {
        #expect(
            FindingText.words("'ready' runs without exited", .es)
                == "'ready' funciona sin detenido")
        #expect(
            FindingText.words(
                "the engine calls it 'running', the records 'x': an older database?", .es)
                == "el motor lo llama 'running' y los registros 'x': ¿una base de datos anterior?")
    }
}

import Testing

@testable import PuertoCore

/// A plan is printed in English and read in the reader's language.
@Suite struct PlanTextTests {
    private let plan = PlanText(
        """
        preflight  ports: 127.0.0.1:8001
                   pull image: redis:7.4.5
                   keep volume acme_postgres, filled since 2026-01-02
        data       docker compose up --detach
        health     wait until healthy, 120 s at most
        build      make the portal's pages again

        """)

    @Test func itIsCutIntoStepsAndLines() {
        #expect(plan.lines.map(\.step) == ["preflight", "", "", "data", "health", "build"])
        #expect(plan.lines[1].text == "pull image: redis:7.4.5")
    }

    @Test func inEnglishItIsAsItWasPrinted() {
        #expect(plan.lines.map { $0.words(.en) } == plan.lines.map(\.text))
    }

    @Test func commandsAloneStayInEnglish() {
        #expect(
            plan.lines.map { $0.words(.es) } == [
                "puertos: 127.0.0.1:8001", "descargar la imagen: redis:7.4.5",
                "conservar el volumen acme_postgres, con datos desde el 2026-01-02", nil,
                "esperar a que esté sano, 120 s como mucho",
                "volver a hacer las páginas del portal",
            ])
        #expect(plan.lines.last?.stepWord(.es) == "publicación")
    }

    @Test(arguments: [
        (
            "processors: 2 CPU of the plan 'p': windmill 1",
            "procesadores: 2 CPU del plan 'p': windmill 1"
        ),
        (
            "memory: 2048 MiB of the plan 'p': windmill 550, redis 147",
            "memoria: 2048 MiB del plan 'p': windmill 550, redis 147"
        ),
        (
            "memory: 4224 MiB at most, profile normal of the client's own",
            "memoria: 4224 MiB como mucho, perfil normal propio del cliente"
        ),
        (
            "memory: 2624 MiB at most, profile small", "memoria: 2624 MiB como mucho, perfil small"
        ),
        (
            "careful: the limits of 3 clients add up to 9 MiB of memory, and this machine has 8 MiB",
            "cuidado: los límites de 3 clientes suman 9 MiB de memoria, y esta máquina tiene 8 MiB"
        ),
        ("status: suspended", "estado: suspendido"),
        ("image.redis: redis:7", "imagen de redis: redis:7"),
        ("rename container a to b", "cambiar el nombre del contenedor a a b"),
        ("network n is no longer of this stack", "la red n ya no es de este sistema"),
        (
            "memory: 512 MiB of the plan 'p', and its services need 1216 MiB: windmill 256",
            "memoria: 512 MiB del plan 'p', y sus servicios necesitan 1216 MiB: windmill 256"
        ),
        (
            "processors: 0.1 CPU of the plan 'p', and its services need 0.4 CPU: windmill 0.1",
            "procesadores: 0.1 CPU del plan 'p', y sus servicios necesitan 0.4 CPU: windmill 0.1"
        ),
        (
            "remove container a: runs another command than the stack file's",
            "quitar el contenedor a: ejecuta otra orden que la del archivo de su sistema"
        ),
        (
            "remove container a: secrets/database_url is another one now",
            "quitar el contenedor a: secrets/database_url es ahora otro"
        ),
    ])
    func aLineWithValuesIsReadInSpanish(english: String, spanish: String) {
        let line = PlanText("build  " + english).lines[0]
        #expect(line.words(.es) == spanish)
        #expect(line.words(.en) == english)
    }

    @Test func itIsPrintedInTheReadersLanguage() {
        #expect(
            PlanText("stop    nothing runs\n        stop container a\nrecord  status: ready\n")
                .printed(.es) == """
                    parada    no hay nada en marcha
                              parar el contenedor a
                    registro  estado: listo

                    """)
    }

    @Test(arguments: Health.allCases) func aProbesAnswerIsReadBack(health: Health) {
        let answer = ProbeAnswer(
            ProbeResult(at: 7, health: health, milliseconds: 3, detail: "a\nb"))
        #expect(ProbeAnswer(answer.text) == answer)
        #expect(ProbeAnswer(ProbeAnswer(nil).text) == ProbeAnswer(nil))
        for text in ["", "healthy", "fine\n1\n1\n", "healthy\nx\n1\n"] {
            #expect(ProbeAnswer(text) == nil)
        }
    }
}

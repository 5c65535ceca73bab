/// The words of a demo: on the portal's pages, on the hook's and on the command line.
package enum DemoText {
    /// The word that marks a page.
    package static func word(_ l: Language) -> String { l("Demostración", "Demo") }

    /// The reminder that nothing is real, as it follows the word "demo"; without a full stop.
    package static func sentence(_ l: Language) -> String {
        l(
            "los clientes son inventados y nada está en marcha",
            "the clients are invented and nothing runs")
    }

    /// The refusal of whatever needs a worker or the container engine.
    package static let refusal = PuertoError(
        .protected,
        "this workspace is a demo: its clients are invented, and it has no container engine and no "
            + "worker", hint: "puerto init DIR makes a workspace for clients of your own"
    ).spanish(
        "este espacio de trabajo es una demostración: los clientes son inventados, y no hay motor "
            + "de contenedores ni trabajador",
        hint: "puerto init DIR crea un espacio de trabajo para clientes de verdad")
}

internal import Hypertext
internal import PuertoCore

/// The note on a page without script that a passkey has to approve an action, with the two ways.
enum ApprovalNote {
    static func html(
        _ action: Action, _ slug: Slug, _ l: Language, parameters: JobParameters = JobParameters()
    ) -> HTML {
        let command = action.command(slug, l, parameters: parameters)
        return """
            <p class="notice">\(l("Lo aprueba tu llave de acceso en la página del cliente, con JavaScript. En la máquina del portal también sirve el comando", "Your passkey approves it on the client's page, with JavaScript. On the portal's machine the command does it too")): \
            <code>\(command)</code></p>

            """
    }
}

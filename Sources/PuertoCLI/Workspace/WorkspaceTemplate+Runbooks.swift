import PuertoCore

extension WorkspaceTemplate {
    /// The first runbook, a file for each language; the first one has the plain name.
    static func runbooks(_ languages: [Language]) -> [(name: String, text: String)] {
        let name = languages.first == .en ? "first-steps" : "primeros-pasos"
        return languages.enumerated().map { index, language in
            let ending = index == 0 ? "md" : "\(language.rawValue).md"
            return ("content/runbooks/\(name).\(ending)", language(firstSteps, firstStepsInEnglish))
        }
    }

    private static let firstSteps = """
        ---
        title: Primeros pasos
        locale: es
        audience: operator
        scope: fleet
        order: 1
        tags: [inicio]
        ---
        ## Dar de alta al primer cliente

        ```bash
        puerto tenant add mi-cliente --name "Mi cliente" --plan basic --contact-email ana@cliente.example
        puerto provision mi-cliente --dry-run
        puerto provision mi-cliente
        puerto handoff page mi-cliente --out mi-cliente.html
        ```

        Puerto le da la primera ranura libre, y con ella sus puertos; monta su sistema y hace la
        página sellada que lleva su contraseña. La frase que la abre sale una sola vez: mándala por
        otro camino que la página.

        """

    private static let firstStepsInEnglish = """
        ---
        title: First steps
        locale: en
        audience: operator
        scope: fleet
        order: 1
        tags: [start]
        ---
        ## Add the first client

        ```bash
        puerto tenant add my-client --name "My client" --plan basic --contact-email ana@client.example
        puerto provision my-client --dry-run
        puerto provision my-client
        puerto handoff page my-client --out my-client.html
        ```

        Puerto gives it the lowest free slot, and with it its ports; it makes its system and the
        sealed page with its password. The passphrase that opens the page is printed once: send it
        another way than the page.

        """
}

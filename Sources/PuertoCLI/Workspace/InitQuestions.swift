import Foundation
import PuertoCore

/// Asks on a terminal for what the options of `puerto init` leave out; Return takes the default.
/// Elsewhere it takes the defaults and notes them.
struct InitQuestions {
    let options: Init.Options
    /// The options that would have said the same as the defaults that were taken.
    private(set) var taken: [String] = []
    /// Tells whether no domain was taken as the default.
    private(set) var isLocal = false
    private let asks = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1

    init(_ options: Init.Options) { self.options = options }

    mutating func answers() throws -> InitAnswers {
        let locales = try locales()
        Spoken.take(locales[0].language)
        let l = Spoken.language
        let name = try answer(
            options.name, "--name", usual: InitAnswers.usualName(locales[0].language),
            l("Nombre de la agencia", "Name of the agency")
        ) { try String.line($0, called: "name") }
        let currency = try answer(
            options.currency, "--currency", usual: locales[0].regional?.currency ?? "USD",
            l("Moneda de los precios (ISO 4217)", "Currency of the prices (ISO 4217)")
        ) { try Currency($0.uppercased()) }
        let domain = try domain()
        let host = try answer(
            options.host, "--host", usual: "local",
            l(
                "Nombre de esta máquina; queda fijo desde ahora",
                "Name of this machine; it stays from now on")
        ) { try Slug($0) }
        let ports = try answer(
            options.ports, "--ports", usual: "8000,5432,6379",
            l(
                "Puertos de la ranura 0 (aplicación, PostgreSQL, Redis); el cliente de la ranura N "
                    + "usa estos más N, y quedan fijos desde ahora",
                "Ports of slot 0 (application, PostgreSQL, Redis); the client in slot N has these "
                    + "plus N, and they stay from now on"),
            InitAnswers.ports)
        return InitAnswers(
            locales: locales, name: name, currency: currency, host: host, domain: domain,
            ports: ports)
    }
}

extension InitQuestions {
    private mutating func locales() throws -> [LanguageTag] {
        guard options.locale.isEmpty else { return try InitAnswers.locales(options.locale) }
        let known = RegionalLocale.allCases.map(\.rawValue).joined(separator: ", ")
        return try answer(
            nil, "--locale", usual: (Spoken.terminal ?? LanguageTag(.esMX)).rawValue,
            Spoken.say(
                "Idioma y país (\(known)); con una coma, otro idioma más",
                "Language and country (\(known)); a comma adds another language")
        ) { text in
            try InitAnswers.locales(
                text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }

    private mutating func domain() throws -> String? {
        if let domain = options.domain {
            try AppURL.check(newDomain: domain)
            return domain
        }
        guard asks else {
            isLocal = true
            return nil
        }
        let none = "-"
        let text = try answer(
            nil, "--domain", usual: none,
            Spoken.say(
                "Dominio de los clientes, como en ejemplo.mx para https://<cliente>.ejemplo.mx; "
                    + "«-» mientras solo se entre desde esta máquina",
                "Domain of the clients, as in example.com for https://<client>.example.com; '-' "
                    + "while they are reached from this machine only")
        ) { text in
            if text != none { try AppURL.check(newDomain: text) }
            return text
        }
        return text == none ? nil : text
    }

    /// Returns the value of an option, of an answer, or the default. A wrong answer is explained,
    /// and asked for again.
    private mutating func answer<Value>(
        _ given: String?, _ option: String, usual: String, _ question: String,
        _ parse: (String) throws -> Value
    ) throws -> Value {
        if let given { return try parse(given) }
        guard asks else {
            taken.append("\(option) \(usual.shellWord)")
            return try parse(usual)
        }
        while true {
            Failure.ask("\(question) [\(usual)]: ")
            guard let line = readLine() else {
                throw PuertoError(.conflict, "the questions were not answered: nothing was made")
                    .spanish("faltan respuestas: no se hizo nada")
            }
            let text = line.trimmingCharacters(in: .whitespaces)
            do { return try parse(text.isEmpty ? usual : text) } catch let error as PuertoError {
                Failure.say(error)
            }
        }
    }
}

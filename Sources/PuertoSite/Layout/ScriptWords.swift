internal import PuertoCore

/// The words of actions, jobs and links that the script shows: those that the pages show.
///
/// They are a part of the script file, not of each page: `const WORDS = {"es": {…}, "en": {…}};`.
/// `PLANNED`, `APPROVED` and `TYPED` list the actions that need a plan, a passkey's approval, and
/// the client's name, typed.
struct ScriptWords {
    let l: Language

    static var script: String {
        let languages = Language.allCases.map { ($0.rawValue, ScriptWords(l: $0).json) }
        return """
            const WORDS = \(object(languages));
            const PLANNED = \(names(Action.allCases.filter(\.needsPlan)));
            const APPROVED = \(names(Action.allCases.filter(\.needsApproval)));
            const TYPED = \(names(Action.allCases.filter(\.isDestructive)));

            """
    }

    private static func names(_ actions: [Action]) -> String {
        "[\(actions.map { quoted($0.rawValue) }.joined(separator: ","))]"
    }

    private var json: String {
        ScriptWords.object([
            ("actions", ScriptWords.object(Action.allCases.map { ($0.rawValue, words(of: $0)) })),
            ("states", texts(Job.State.allCases.map { ($0.rawValue, $0.word(l)) })),
            ("steps", texts(JobStep.Name.allCases.map { ($0.rawValue, $0.word(l)) })),
            ("stepStates", texts(JobStep.State.allCases.map { ($0.rawValue, $0.word(l)) })),
            ("links", texts(LinkReceipt.State.allCases.map { ($0.rawValue, $0.word(l)) })),
        ])
    }

    /// The words of an action's dialog: its heading, its promise for either kind of tenant, the
    /// button that comes first and the one that asks for the action.
    private func words(of action: Action) -> String {
        texts([
            ("word", action.word(l)), ("client", action.promise(for: .client, l)),
            ("base", action.promise(for: .base, l)), ("first", action.firstButton(l)),
            ("button", action.button(l)),
        ])
    }
}

extension ScriptWords {
    private func texts(_ members: [(String, String)]) -> String {
        ScriptWords.object(members.map { ($0, ScriptWords.quoted($1)) })
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{\(members.map { "\(quoted($0)):\($1)" }.joined(separator: ","))}"
    }

    /// Our own words have no control characters.
    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}

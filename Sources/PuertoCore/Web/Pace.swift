/// A limit on what operators do in the portal with a session alone. A session can be stolen; a
/// signature cannot, so an act that a passkey has approved has no limit.
package struct Pace: Hashable, Sendable {
    package let act: PacedAct
    /// The most acts within so many seconds.
    package let most: Int
    package let seconds: Int
    /// True where the acts of all operators and programs count together; else each operator has a
    /// limit of their own.
    package let isShared: Bool

    private init(_ act: PacedAct, _ most: Int, minutes: Int, isShared: Bool = false) {
        self.act = act
        self.most = most
        seconds = 60 * minutes
        self.isShared = isShared
    }
}

/// An act that is counted.
package enum PacedAct: Hashable, Sendable {
    /// A job of this action.
    case job(Action)
    case admission, plan, cancellation, revocation
}

extension Pace {
    /// All limits, and the only place that has them.
    package static let all = [
        // A suspended client is out of work: one stolen session must not stop a fleet.
        Pace(.job(.suspend), 3, minutes: 10, isShared: true),
        Pace(.job(.suspend), 10, minutes: 1440, isShared: true),
        // Without the second limit clients would be down for a part of every ten minutes.
        Pace(.job(.restart), 20, minutes: 10),
        Pace(.job(.restart), 60, minutes: 1440),
        // A client takes a slot, addresses, memory and disk, and is not removed again.
        Pace(.admission, 10, minutes: 60),
        // These do no harm by themselves. A loop of them keeps the worker from everything else.
        Pace(.job(.provision), 20, minutes: 10),
        Pace(.job(.resume), 20, minutes: 10),
        Pace(.job(.reconcile), 20, minutes: 10),
        Pace(.job(.build), 20, minutes: 10),
        Pace(.plan, 30, minutes: 10),
        // Others wait for what is cancelled, and for what is behind a link.
        Pace(.cancellation, 20, minutes: 10),
        Pace(.revocation, 20, minutes: 10),
    ]

    /// Plans of one operator that the worker has yet to make, so that one operator's questions
    /// leave room for those of the others.
    package static let mostPlansWaiting = 5
}

extension PacedAct {
    /// The action of the history's line that each act leaves; `nil` for jobs, which are counted
    /// themselves.
    package var line: String? {
        switch self {
        case .job: nil
        case .admission: "tenant.add"
        case .plan: "plan.ask"
        case .cancellation: "job.cancel"
        case .revocation: "link.revoke"
        }
    }

    /// The command that does the same without a limit.
    package var command: String {
        switch self {
        case .job(let action): "puerto \(action.rawValue)"
        case .admission: "puerto tenant add"
        case .plan: "--dry-run"
        case .cancellation: "puerto job cancel"
        case .revocation: "puerto handoff revoke"
        }
    }

    /// Tells whether a passkey can approve the act beyond its limit.
    package var isApprovable: Bool {
        switch self {
        case .job(let action): action.needsTenant
        case .admission, .plan, .cancellation, .revocation: false
        }
    }

    package func word(_ l: Language) -> String {
        switch self {
        case .job(let action): action.word(l)
        case .admission: l("Alta de cliente", "New client")
        case .plan: l("Plan", "Plan")
        case .cancellation: l("Anulación de un trabajo", "Cancel a job")
        case .revocation: l("Revocación de un enlace", "Revoke a link")
        }
    }
}

extension Pace {
    /// The seconds in words.
    package func span(_ l: Language) -> String {
        seconds > 3600
            ? l("\(seconds / 3600) horas", "\(seconds / 3600) hours")
            : l("\(seconds / 60) minutos", "\(seconds / 60) minutes")
    }

    /// The error for an act beyond the limit. `wait` is how many seconds later the next is allowed,
    /// at `next` (seconds since 1970). Only an operator can approve an act with a passkey.
    package func exceeded(by actor: Actor, wait: Int, next: Int) -> PuertoError {
        let remedy: (en: String, es: String) =
            switch actor {
            case .hook:
                (
                    "the next is allowed at \(Timestamp.text(next))",
                    "el siguiente se permite a partir del \(Timestamp.text(next))"
                )
            case .cli, .web, .unknownLogin, .job, .worker, .workerProcess, .linkReader:
                act.isApprovable
                    ? (
                        "wait, or approve it with a passkey",
                        "espera, o apruébalo con una llave de acceso"
                    ) : ("wait", "espera")
            }
        return PuertoError(
            .throttled,
            "'\(act.word(.en))': \(most) within \(span(.en)) already, the limit "
                + (isShared ? "of all operators and programs" : "of each operator"),
            hint: "\(remedy.en); \(act.command) at the command line has no limit"
        ).spanish(
            "«\(act.word(.es))»: ya van \(most) en \(span(.es)), el límite "
                + (isShared ? "de operadores y programas juntos" : "de cada operador"),
            hint: "\(remedy.es); \(act.command) en la terminal no tiene límite"
        ).retrying(after: wait)
    }
}

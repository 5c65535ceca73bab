/// Why a server has not let Puerto in; never `accepted`.
struct NoLogin: Error, Hashable {
    let answer: LoginAnswer

    static func unreachable(_ reason: String) -> NoLogin { NoLogin(answer: .unreachable(reason)) }

    static func withheld(_ reason: String) -> NoLogin { NoLogin(answer: .withheld(reason)) }

    /// libpq's words, by which `LoginAnswer.isSilent` knows a server that says nothing.
    static let timeout = NoLogin.unreachable("timeout expired")
}

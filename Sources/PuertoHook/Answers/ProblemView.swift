internal import PuertoCore

/// A problem document (RFC 9457).
struct ProblemView: JSONView {
    let problem: Problem
    /// The caller's language; names and numbers are for programs.
    let l: Language

    var json: JSONObject {
        var json = JSONObject()
        json.add("type", problem.type)
        json.add("title", problem.title)
        json.add("status", problem.status)
        json.add("detail", problem.detail?.text(l))
        json.add("hint", problem.hint?.text(l))
        json.add("job", problem.job?.id)
        return json
    }
}
